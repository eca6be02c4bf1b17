import { parentPort, workerData } from "node:worker_threads";
import { familiesOf, hide, type Release, type Task } from "./hide-families.ts";

// A thread of `hiddenCounts`: it is given the release once, and does one task after the other.
const release: Release = workerData;
const families = familiesOf(release);
parentPort?.on("message", (task: Task) => parentPort?.postMessage(hide(task, families, release)));
