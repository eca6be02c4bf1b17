import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Asked } from "./child.ts";

/** When a step began, in milliseconds after the process did. */
type Step = { words: string; at: number };

export type Ended = {
  how: "ended" | "killed" | "failed";
  steps: Step[];
  milliseconds: number;
  error: string;
};

type Options = {
  environment: NodeJS.ProcessEnv;
  /** Kills so many milliseconds after the step of this number has begun; step 0 is the start of the process. */
  kill?: { step: number; after: number };
};

/** Runs one load in a process of its own. */
export function runChild(asked: Asked, { environment, kill }: Options): Promise<Ended> {
  const startedAt = performance.now();
  const steps: Step[] = [{ words: "start", at: 0 }];
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "child.ts"), JSON.stringify(asked)],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, UV_THREADPOOL_SIZE: "16", ...environment },
    },
  );
  let error = "";
  const aim = () => {
    if (kill && steps.length === kill.step + 1) setTimeout(() => child.kill("SIGKILL"), kill.after);
  };
  child.stderr.on("data", (chunk: Buffer) => {
    error += chunk;
  });
  let rest = "";
  child.stdout.on("data", (chunk: Buffer) => {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const words of lines) {
      steps.push({ words, at: performance.now() - startedAt });
      aim();
    }
  });
  aim();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const how = signal === "SIGKILL" ? "killed" : code === 0 ? "ended" : "failed";
      resolve({ how, steps, milliseconds: performance.now() - startedAt, error });
    });
  });
}
