import { parentPort, workerData } from "node:worker_threads";
import type { GroupTask } from "./hidden-counts.ts";
import { familiesOf, hideGroup, type Release } from "./hide-families.ts";

// A thread of `hiddenCounts`: it is given the release once, and hides the counts of one group after the other.
const release: Release = workerData;
const families = familiesOf(release);
parentPort?.on("message", ({ family, group, hidden }: GroupTask) => {
  const found = families[family];
  if (!found) throw new Error(`There is no family ${family}.`);
  parentPort?.postMessage(hideGroup(found, group, { release, hidden }));
});
