import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { familiesOf, hideEverybody, hideGroup, type Release } from "./hide-families.ts";

/** A student group of a family, and what is hidden of everybody. */
export type GroupTask = { family: number; group: string; hidden: readonly string[] };

/** Below so many counts a thread takes longer to begin than it saves. */
const WORTH_THREADS = 5_000;
const MOST_THREADS = 4;

/** The counts to hide, by id: the small ones, and those from which they could be told, alone or with the release before. */
export async function hiddenCounts(release: Release): Promise<Set<string>> {
  const families = familiesOf(release);
  const ofEverybody = families.map((family) => hideEverybody(family, release));
  const groups = families.flatMap((family, at) =>
    [...family.groups].map(([group, { now }]) => ({
      task: { family: at, group, hidden: ofEverybody[at] ?? [] },
      size: now.size,
      hide: () => hideGroup(family, group, { release, hidden: ofEverybody[at] ?? [] }),
    })),
  );
  if (release.counts.size < WORTH_THREADS)
    return new Set([...ofEverybody, ...groups.map(({ hide }) => hide())].flat());
  // The longest come first, so that no core waits long for another at the end.
  const tasks = groups.sort((one, other) => other.size - one.size).map(({ task }) => task);
  return new Set([...ofEverybody.flat(), ...(await hideInThreads(release, tasks))]);
}

/** A thread reads TypeScript only when it has been told how to. */
const begun = `import("tsx/esm/api").then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL("./hide-groups-thread.ts", import.meta.url).href)});
})`;

/** Groups do not wait for each other, so every core takes the next one. */
async function hideInThreads(release: Release, tasks: readonly GroupTask[]): Promise<string[]> {
  const hidden: string[] = [];
  const waiting = tasks.values();
  const work = async () => {
    const thread = new Worker(begun, { eval: true, execArgv: [], workerData: release });
    try {
      for (const task of waiting) {
        thread.postMessage(task);
        const [ids] = await once(thread, "message");
        for (const id of ids) hidden.push(id);
      }
    } finally {
      await thread.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), MOST_THREADS) }, work));
  return hidden;
}
