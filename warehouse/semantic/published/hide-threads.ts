import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Release, Task } from "./hide-families.ts";
import { packed } from "./pack-release.ts";

const MOST_THREADS = 4;

type Job = { task: Task; size: number; done: (found: string[]) => void; failed: (error: unknown) => void };
type Thread = { worker: Worker; job: Job | null };
export type Threads = { work: (task: Task, size: number) => Promise<string[]>; end: () => Promise<void> };

/** A thread reads TypeScript only when it has been told how to. */
const begun = `import("tsx/esm/api").then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL("./hide-thread.ts", import.meta.url).href)});
})`;

/** A thread takes seconds to begin: it is worth while where less than a third of the work is done after ten. */
const WORTH_THREADS = {
  afterMs: 10_000,
  share: 1 / 3,
  threads: Math.min(availableParallelism(), MOST_THREADS) - 1,
};

/** A thread makes and drops millions of small objects: with more room than usual for them they are looked through less often. */
const YOUNG_MB = 64;

/**
 * Does tasks here (`hide`), the smallest first. What takes longer is done by threads as well, the largest first, so that no core
 * waits long for another at the end. Where a thread ends before it was told to, whatever is not done fails.
 */
export function startThreads(
  release: Release,
  hide: (task: Task) => string[],
  worth = WORTH_THREADS,
): Threads {
  const startedAt = performance.now();
  const waiting: Job[] = [];
  const threads: Thread[] = [];
  let isWorking = false;
  let haveBegun = false;
  let sizeDone = 0;
  let broken: unknown;

  function next(): void {
    waiting.sort((one, other) => one.size - other.size);
    for (const thread of threads.filter(({ job }) => job === null)) {
      thread.job = waiting.pop() ?? null;
      if (thread.job) thread.worker.postMessage(thread.job.task);
    }
    if (!isWorking) workHere().catch(fail);
  }

  async function workHere(): Promise<void> {
    isWorking = true;
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      try {
        job.done(hide(job.task));
      } catch (error) {
        job.failed(error);
      }
      sizeDone += job.size;
      if (!haveBegun && areWorthwhile()) begin();
      // What threads have done meanwhile is heard, and what follows from this is asked.
      await setImmediate();
    }
    isWorking = false;
  }

  function areWorthwhile(): boolean {
    if (worth.threads === 0 || performance.now() - startedAt < worth.afterMs) return false;
    const left = waiting.reduce((total, { size }) => total + size, 0);
    return sizeDone < worth.share * (sizeDone + left);
  }

  function begin(): void {
    haveBegun = true;
    const data = packed(release);
    while (threads.length < worth.threads) {
      const worker = new Worker(begun, {
        ...{ eval: true, execArgv: [], workerData: data },
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      });
      const thread: Thread = { worker, job: null };
      worker.on("message", (found: string[]) => {
        thread.job?.done(found);
        thread.job = null;
        next();
      });
      worker.on("error", fail);
      worker.on("exit", () => fail(new Error("A thread that protects numbers ended before it was done.")));
      threads.push(thread);
    }
    next();
  }

  function fail(error: unknown): void {
    broken ??= error;
    for (const { job } of threads) job?.failed(error);
    for (const job of waiting.splice(0)) job.failed(error);
  }

  return {
    work: (task, size) =>
      new Promise((done, failed) => {
        if (broken !== undefined) return failed(broken);
        waiting.push({ task, size, done, failed });
        // All that is asked at once is known before the first begins.
        queueMicrotask(next);
      }),
    end: async () => {
      haveBegun = true;
      waiting.length = 0;
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
