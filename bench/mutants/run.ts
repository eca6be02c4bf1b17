import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createFilter } from "vite";
import { type Group, groups, type Policies } from "./groups.ts";
import { type Mutant, makeMutants, type Sample } from "./make-mutants.ts";
import { type Court, openCourt } from "./trials.ts";

export type MutantsRequest = {
  root: string;
  /** A glob over files, or the name of a group. */
  only?: string | undefined;
  /** How many mutants of each group. */
  sample?: number | undefined;
  seed: number;
  onProgress?: (done: number, all: number, last: Judged) => void;
};

type Judged = Mutant & { group: string; killedBy: string | null };
type Counted = { file: string; mutants: number; killed: number; survived: number; score: number };
type Survivor = { group: string; file: string; line: number; change: string };

/** `score` is killed over all; `groups` and `files` count the same mutants. */
export type MutantsBench = { groups: Counted[]; files: Counted[]; survivors: Survivor[] };

/** Two cores: one trial on each. */
const COURTS = 2;

/** Changes one thing at a time in the policies, and runs the tests of each: what no test notices has survived. */
export async function benchMutants(
  { root, only, sample, seed, onProgress = () => {} }: MutantsRequest,
  among: readonly Group[] = groups,
): Promise<MutantsBench> {
  const tasks = among.flatMap((group) =>
    tasksOf(group, { root, only, sample: sample ? { size: sample, seed } : undefined }),
  );
  const courts = Array.from({ length: Math.min(COURTS, tasks.length) }, () => openCourt(root));
  const judged: Judged[] = [];
  try {
    const limits = await limitsOf(tasks, root, courts);
    const queue = tasks.values();
    const work = async (court: Court) => {
      for (const { mutant, tests, group } of queue) {
        const { failed } = await court.judge({ ...mutant, tests }, limits.get(tests) ?? 0);
        const last = { ...mutant, group, killedBy: failed };
        judged.push(last);
        onProgress(judged.length, tasks.length, last);
      }
    };
    await Promise.all(courts.map(work));
  } finally {
    for (const court of courts) court.close();
  }
  return counted(judged);
}

type Task = { mutant: Mutant; tests: string[]; group: string };
type Chosen = { root: string; only: string | undefined; sample: Sample | undefined };

function tasksOf({ name, policies }: Group, { root, only, sample }: Chosen): Task[] {
  const isMeant = only === undefined || only === name ? () => true : createFilter(join(root, only));
  const testsOf = new Map<string, string[]>();
  for (const { files, tests } of policies)
    for (const file of files) if (isMeant(join(root, file))) testsOf.set(file, tests);
  if (testsOf.size === 0) return [];
  return makeMutants(root, [...testsOf.keys()], sample).map((mutant) => ({
    ...{ mutant, group: name, tests: testsOf.get(mutant.file) ?? [] },
  }));
}

/** Without a change all tests must pass; a trial that takes three times as long, and ten seconds, hangs. */
async function limitsOf(
  tasks: Task[],
  root: string,
  courts: Court[],
): Promise<Map<Policies["tests"], number>> {
  const limits = new Map<string[], number>();
  const queue = new Map(tasks.map(({ tests, mutant }) => [tests, mutant.file])).entries();
  const measure = async (court: Court) => {
    for (const [tests, file] of queue) {
      const text = readFileSync(join(root, file), "utf8");
      const { failed, milliseconds } = await court.judge({ file, text, tests }, 600_000);
      if (failed) throw new Error(`Nothing is changed, and yet ${failed} does not pass: mend it first.`);
      limits.set(tests, 3 * milliseconds + 10_000);
    }
  };
  await Promise.all(courts.map(measure));
  return limits;
}

function counted(judged: Judged[]): MutantsBench {
  const by = (nameOf: (one: Judged) => string) =>
    [...new Set(judged.map(nameOf))].sort().map((file): Counted => {
      const all = judged.filter((one) => nameOf(one) === file);
      const killed = all.filter(({ killedBy }) => killedBy !== null).length;
      const score = Math.round((1000 * killed) / all.length) / 10;
      return { file, mutants: all.length, killed, survived: all.length - killed, score };
    });
  const survivors = judged.filter(({ killedBy }) => killedBy === null);
  return {
    groups: by(({ group }) => group),
    files: by(({ file }) => file),
    survivors: survivors.map(({ group, file, line, change }) => ({ group, file, line, change })),
  };
}

/** The result as Markdown: a line a group and a file, then every change that no test noticed. */
export function tellMutants({ groups: ofGroups, files, survivors }: MutantsBench): string {
  return [
    "| file | mutants | killed | survived | score % |",
    "|---|--:|--:|--:|--:|",
    ...[...ofGroups.map((group) => ({ ...group, file: `**${group.file}**` })), ...files].map(
      (row) => `| ${[row.file, row.mutants, row.killed, row.survived, row.score].join(" | ")} |`,
    ),
    "",
    ...survivors.map(({ file, line, change }) => `${file}:${line}  ${change}`),
  ].join("\n");
}
