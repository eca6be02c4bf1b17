import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import type { Trial } from "./trial.ts";

const verdictSchema = z.object({ failed: z.string().nullable() });
/** How a trial ended: by a test that failed, by a crash or the clock, or with every test passed. */
type Outcome = { failed: string | null; milliseconds: number };

/** One process that holds Vitest ready and runs one trial after the other. It is replaced when a trial hangs. */
export type Court = { judge(trial: Trial, most: number): Promise<Outcome>; close(): void };

export function openCourt(root: string): Court {
  let child: ChildProcess | undefined;
  const close = () => {
    // The tests run in a process of their own below this one: the whole group goes.
    if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    child = undefined;
  };
  const ready = async () => {
    if (child?.connected) return child;
    child = fork(join(import.meta.dirname, "trial.ts"), {
      ...{ cwd: root, execArgv: ["--import", "tsx"], detached: true },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: { ...process.env, UV_THREADPOOL_SIZE: "16" },
    });
    await once(child, "message");
    return child;
  };
  return {
    async judge(trial, most) {
      const judging = await ready();
      const startedAt = performance.now();
      const stop = new AbortController();
      const verdict = Promise.race([
        once(judging, "message", stop).then(([told]) => verdictSchema.parse(told).failed),
        once(judging, "exit", stop).then(() => "a crash"),
        once(AbortSignal.timeout(most), "abort", stop).then(() => "the clock"),
      ]);
      judging.send(trial);
      const failed = await verdict;
      stop.abort();
      if (failed === "a crash" || failed === "the clock") close();
      return { failed, milliseconds: Math.round(performance.now() - startedAt) };
    },
    close,
  };
}
