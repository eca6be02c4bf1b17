import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";

/** A loader takes what readers leave of the processor: the least a machine of two cores can do for them. */
const NICENESS = "10";

/** A load makes and drops millions of small objects: with so much room for them (MB) they are looked through less often. */
const YOUNG_MB = 64;
export const loaderFlags = [`--min-semi-space-size=${YOUNG_MB}`, `--max-semi-space-size=${YOUNG_MB}`];

/** Starts one command of `program` in a process of its own, which ends with this one. */
export function spawnCommand(program: string, args: string[], stdio: StdioOptions): ChildProcess {
  const flags = args[0] === "load" ? loaderFlags : [];
  const command = [process.execPath, ...flags, "--import", "tsx", program, ...args];
  const child = spawn("nice", ["-n", NICENESS, ...command], {
    stdio,
    env: { ...process.env, UV_THREADPOOL_SIZE: "16" },
  });
  const end = () => child.kill("SIGTERM");
  process.once("exit", end);
  child.once("close", () => process.off("exit", end));
  return child;
}
