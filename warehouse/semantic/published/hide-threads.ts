import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Release, Task } from "./hide-families.ts";

const MOST_THREADS = 4;

type Job = { task: Task; size: number; done: (found: string[]) => void; failed: (error: unknown) => void };
export type Threads = { work: (task: Task, size: number) => Promise<string[]>; end: () => Promise<void> };

/** A thread reads TypeScript only when it has been told how to. */
const begun = `import("tsx/esm/api").then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL("./hide-thread.ts", import.meta.url).href)});
})`;

/** Threads that do what they are given, the largest task first, so that no core waits long for another at the end. */
export function startThreads(release: Release): Threads {
  const waiting: Job[] = [];
  const threads = Array.from(
    { length: Math.min(availableParallelism(), MOST_THREADS) },
    () => new Worker(begun, { eval: true, execArgv: [], workerData: release }),
  );
  const idle = [...threads];

  async function run(thread: Worker, { task, done, failed }: Job): Promise<void> {
    try {
      thread.postMessage(task);
      const [found] = await once(thread, "message");
      done(found);
      idle.push(thread);
      next();
    } catch (error) {
      failed(error);
    }
  }

  function next(): void {
    waiting.sort((one, other) => one.size - other.size);
    while (idle.length > 0 && waiting.length > 0) {
      const [thread, job] = [idle.pop(), waiting.pop()];
      if (thread && job) void run(thread, job);
    }
  }

  return {
    work: (task, size) =>
      new Promise((done, failed) => {
        waiting.push({ task, size, done, failed });
        // All that is asked at once is known before the first begins.
        queueMicrotask(next);
      }),
    end: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
