import { rmSync } from "node:fs";
import { readCurrentGeneration } from "#warehouse";
import { figuresOf, leftoversOf } from "./figures.ts";
import { runChild } from "./run-child.ts";
import type { Scenario, World } from "./world.ts";

/**
 * One disturbance and the normal run after it: how many runs it ended, in which step the last; `faults` is empty when nobody
 * could tell that anything had happened. `untried` are the writes that are to fail in a trial of their own.
 */
export type Trial = {
  scenario: string;
  disturbance: string;
  ended: number;
  step: string;
  untried: number[];
  faults: string[];
};

/** How a run is disturbed: killed at a share of its time, or the disk full from its n-th write on, for each n given. */
export type Disturbance =
  | { kind: "kill"; at: number }
  | { kind: "full disk"; writes: number[]; library: string };

/** Disturbs a load of a copy of yesterday, loads once more, and compares with what an undisturbed load gives. */
export async function tryOnce(world: World, scenario: Scenario, disturbance: Disturbance): Promise<Trial> {
  const dataDir = world.copy(`trial-${crypto.randomUUID()}`);
  const before = readCurrentGeneration(dataDir)?.generation;
  const asked = { ...scenario.asked, dataDir };
  const { environment } = world;
  try {
    const faults: string[] = [];
    let step = "";
    let ended = 0;
    let tried = 0;
    for (const blow of blowsOf(scenario, disturbance, dataDir)) {
      const disturbed = await runChild(asked, {
        ...blow,
        environment: { ...environment, ...blow.environment },
      });
      step = disturbed.steps.at(-1)?.words.split(" ")[0] ?? "";
      if (disturbed.how !== "ended") ended++;
      // What earlier runs have left is not written again: a late write may not come any more.
      else if (tried > 0) break;
      tried++;
      if (disturbed.how === "failed" && !disturbed.error.startsWith("run.disk_full"))
        faults.push(`said: ${disturbed.error.slice(0, 200)}`);
      const isPublished = readCurrentGeneration(dataDir)?.generation !== before;
      if (isPublished && (await figuresOf(dataDir)) !== scenario.figures) faults.push("published halves");
    }
    const normal = await runChild(asked, { environment });
    if (normal.how !== "ended") faults.push(`the next run ${normal.how}: ${normal.error.slice(0, 300)}`);
    if ((await figuresOf(dataDir)) !== scenario.figures) faults.push("figures differ");
    faults.push(...(await leftoversOf(dataDir)));
    const untried = disturbance.kind === "full disk" ? disturbance.writes.slice(tried) : [];
    return { scenario: scenario.name, disturbance: tell(disturbance, untried), ended, step, untried, faults };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Blow = { environment?: NodeJS.ProcessEnv; kill?: { step: number; after: number } };

function blowsOf({ undisturbed }: Scenario, disturbance: Disturbance, dataDir: string): Blow[] {
  if (disturbance.kind === "full disk")
    return disturbance.writes.map((write) => ({
      environment: {
        LD_PRELOAD: disturbance.library,
        FULL_DISK_DIR: dataDir,
        FULL_DISK_AT: String(write),
      },
    }));
  const moment = disturbance.at * undisturbed.milliseconds;
  const step = undisturbed.steps.findLastIndex(({ at }) => at <= moment);
  return [{ kill: { step, after: moment - (undisturbed.steps[step]?.at ?? 0) } }];
}

function tell(disturbance: Disturbance, untried: number[]): string {
  if (disturbance.kind === "kill") return `killed at ${(disturbance.at * 100).toFixed(1)} %`;
  const writes = disturbance.writes.filter((write) => !untried.includes(write));
  return `disk full from write ${writes.join(", ")}`;
}
