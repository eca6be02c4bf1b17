import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Release, Task } from "./hide-families.ts";

const MOST_THREADS = 4;

type Job = { task: Task; size: number; done: (found: string[]) => void; failed: (error: unknown) => void };
type Thread = { worker: Worker; job: Job | null };
export type Threads = { work: (task: Task, size: number) => Promise<string[]>; end: () => Promise<void> };

/** A thread reads TypeScript only when it has been told how to. */
const begun = `import("tsx/esm/api").then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL("./hide-thread.ts", import.meta.url).href)});
})`;

/**
 * Threads that do what they are given, the largest task first, so that no core waits long for another at the end. Where one ends
 * before it was told to, whatever is not done fails.
 */
export function startThreads(release: Release): Threads {
  const waiting: Job[] = [];
  const threads = Array.from({ length: Math.min(availableParallelism(), MOST_THREADS) }, (): Thread => {
    const worker = new Worker(begun, { eval: true, execArgv: [], workerData: release });
    return { worker, job: null };
  });

  function next(): void {
    waiting.sort((one, other) => one.size - other.size);
    for (const thread of threads.filter(({ job }) => job === null)) {
      thread.job = waiting.pop() ?? null;
      if (thread.job) thread.worker.postMessage(thread.job.task);
    }
  }

  function fail(error: unknown): void {
    for (const { job } of threads) job?.failed(error);
    for (const job of waiting.splice(0)) job.failed(error);
  }

  for (const thread of threads) {
    thread.worker.on("message", (found: string[]) => {
      thread.job?.done(found);
      thread.job = null;
      next();
    });
    thread.worker.on("error", fail);
    thread.worker.on("exit", () =>
      fail(new Error("A thread that protects numbers ended before it was done.")),
    );
  }

  return {
    work: (task, size) =>
      new Promise((done, failed) => {
        waiting.push({ task, size, done, failed });
        // All that is asked at once is known before the first begins.
        queueMicrotask(next);
      }),
    end: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
