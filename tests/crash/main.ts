import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { drawing } from "../small-numbers/random-tables.ts";
import { buildFullDisk, countWrites } from "./full-disk.ts";
import { type Disturbance, type Trial, tryOnce } from "./trials.ts";
import { makeWorld, type Scenario, type World } from "./world.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "300" },
    /** Every so many-th write of a run fails once; 0 for none. */
    "every-write": { type: "string", default: "0" },
    /** The first write that fails. */
    "from-write": { type: "string", default: "1" },
    /** So many writes fail one after the other before a normal run is made; late ones come only in a fresh load: 1 saves time. */
    "writes-a-trial": { type: "string", default: "8" },
    /** The name of the one scenario to disturb; all of them unless said. */
    scenario: { type: "string" },
    students: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});

/** Two cores: one load on each. */
const AT_ONCE = 2;

type Planned = { scenario: Scenario; disturbance: Disturbance };

function scenariosNamed({ scenarios }: World, asked: string): Scenario[] {
  const found = scenarios.filter(({ name }) => name === asked);
  if (found.length > 0) return found;
  throw new Error(
    `There is no scenario ${asked}: name one of ${scenarios.map(({ name }) => name).join(", ")}.`,
  );
}

function plannedKills(world: World): Planned[] {
  const draw = drawing(Number(values.seed));
  return Array.from({ length: Number(values.kills) }, (_, index) => {
    const scenario = world.scenarios[index % world.scenarios.length];
    if (!scenario) throw new Error("There is no scenario.");
    return { scenario, disturbance: { kind: "kill", at: draw() } };
  });
}

async function plannedWrites(world: World): Promise<Planned[]> {
  const stride = Number(values["every-write"]);
  if (stride === 0) return [];
  const library = buildFullDisk(world.folder);
  const planned: Planned[] = [];
  for (const scenario of world.scenarios) {
    const writes = await countWrites(world, scenario, library);
    process.stderr.write(`${scenario.name}: ${writes} writes\n`);
    const first = Number(values["from-write"]);
    const failing = Array.from({ length: writes }, (_, index) => first + index * stride).filter(
      (write) => write <= writes,
    );
    const atOnce = Number(values["writes-a-trial"]);
    for (let from = 0; from < failing.length; from += atOnce) {
      const some = failing.slice(from, from + atOnce);
      planned.push({ scenario, disturbance: { kind: "full disk", writes: some, library } });
    }
  }
  return planned;
}

async function tryAll(world: World, planned: Planned[]): Promise<Trial[]> {
  const trials: Trial[] = [];
  const queue = planned.values();
  const work = async () => {
    for (const { scenario, disturbance } of queue) {
      const trial = await tryOnce(world, scenario, disturbance);
      trials.push(trial);
      if (disturbance.kind === "full disk" && trial.untried.length > 0)
        planned.push({ scenario, disturbance: { ...disturbance, writes: trial.untried } });
      const words = trial.faults.length > 0 ? trial.faults.join("; ") : "ok";
      process.stderr.write(`${trials.length}/${planned.length} ${tellTrial(trial)}: ${words}\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return trials;
}

const tellTrial = ({ scenario, disturbance, step }: Trial) => `${scenario} ${disturbance} (${step})`;

const world = await makeWorld(Number(values.students));
try {
  if (values.scenario) world.scenarios = scenariosNamed(world, values.scenario);
  const trials = await tryAll(world, [...plannedKills(world), ...(await plannedWrites(world))]);
  process.stdout.write(values.json ? `${JSON.stringify(trials)}\n` : `${tellAll(trials)}\n`);
  if (trials.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
} finally {
  await world.stop();
  rmSync(world.folder, { recursive: true, force: true });
}

function tellAll(trials: Trial[]): string {
  const count = (nameOf: (trial: Trial) => string) =>
    [...new Set(trials.map(nameOf))]
      .map((name) => `${name} ${trials.filter((trial) => nameOf(trial) === name).length}`)
      .join(", ");
  const broken = trials.filter(({ faults }) => faults.length > 0).length;
  return [
    `${trials.length} disturbed loads, each followed by a normal one: ${broken} with a fault.`,
    `Runs that a disturbance ended: ${trials.reduce((total, { ended }) => total + ended, 0)}.`,
    `Disturbed while: ${count(({ step }) => step)}.`,
    `Loaded: ${count(({ scenario }) => scenario)}.`,
  ].join("\n");
}
