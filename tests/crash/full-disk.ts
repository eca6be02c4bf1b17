import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./run-child.ts";
import type { Scenario, World } from "./world.ts";

/** Compiles what makes writes fail into `folder`. Throws an Error where there is no C compiler. */
export function buildFullDisk(folder: string): string {
  const library = join(folder, "full-disk.so");
  const source = join(import.meta.dirname, "full-disk.c");
  try {
    execFileSync(process.env.CC ?? "cc", ["-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"]);
  } catch (error) {
    throw new Error(
      "A full disk is feigned by a small C library: install a C compiler (cc) and start again.",
      {
        cause: error,
      },
    );
  }
  return library;
}

/** How many writes into its data folder an undisturbed load makes. */
export async function countWrites(world: World, scenario: Scenario, library: string): Promise<number> {
  const dataDir = world.copy(`counted-${scenario.name}`);
  const count = join(world.folder, `writes-${scenario.name}`);
  const environment = { LD_PRELOAD: library, FULL_DISK_DIR: dataDir, FULL_DISK_COUNT: count };
  await runChild({ ...scenario.asked, dataDir }, { environment: { ...world.environment, ...environment } });
  return Number(readFileSync(count, "utf8"));
}
