import { parentPort, workerData } from "node:worker_threads";
import { familiesOf, hide, type Task } from "./hide-families.ts";
import { type PackedRelease, unpacked } from "./pack-release.ts";

// A thread of `hiddenCounts`: it is given the release once, and does one task after the other.
const release = unpacked(workerData as PackedRelease);
const families = familiesOf(release);
parentPort?.on("message", (task: Task) => parentPort?.postMessage(hide(task, families, release)));
