import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import type { Holder } from "./runs/rows.ts";

/** This process, as another one may look for it. */
export const thisProcess = (): Holder => ({ pid: process.pid, boot: bootId(), host: hostname() });

/** Whether a process is certainly gone. Of one on another machine only its heartbeat tells. */
export function isGone({ pid, boot, host }: Holder): boolean {
  if (host !== hostname()) return false;
  // A process id is used again after a restart of the machine, so the boot counts too.
  return boot !== bootId() || !isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "unknown";
  }
}
