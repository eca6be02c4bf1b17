import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { API } from "typescript/unstable/sync";
import { drawing } from "../../tests/small-numbers/random-tables.ts";
import { changesOf } from "./changes.ts";

/** A policy with one small change that still type-checks; `file` is relative to the root, `text` the whole of it. */
export type Mutant = { file: string; line: number; change: string; text: string };

/** At most so many mutants, drawn by the seed. */
export type Sample = { size: number; seed: number };

/** What merely is not used any more, or is always so, runs nonetheless. */
const ONLY_UNTIDY = new Set([6133, 6138, 6192, 6196, 6198, 6199, 6205, 7027, 2872, 2873]);

/** Makes the mutants of files. The compiler throws out those that mean nothing: nobody could commit them. */
export function makeMutants(root: string, files: readonly string[], sample?: Sample): Mutant[] {
  const texts = new Map<string, string>();
  const api = new API({ cwd: root, fs: { readFile: (path) => texts.get(path) } });
  try {
    const config = join(root, "tsconfig.json");
    let snapshot = api.updateSnapshot({ openProjects: [config] });
    const program = () => {
      const project = snapshot.getProject(config);
      if (!project) throw new Error(`TypeScript finds no project at ${config}.`);
      return project.program;
    };
    const drawn = files.flatMap((file) => mutantsOf(join(root, file), file, program()));
    const isSound = ({ file, text }: Mutant) => {
      const path = join(root, file);
      const changed = [...texts.keys(), path];
      texts.clear();
      texts.set(path, text);
      snapshot = api.updateSnapshot({ fileChanges: { changed } });
      const faults = [...program().getSyntacticDiagnostics(path), ...program().getSemanticDiagnostics(path)];
      return faults.every(({ code }) => ONLY_UNTIDY.has(code));
    };
    return sample ? firstSound(shuffled(drawn, sample.seed), isSound, sample.size) : drawn.filter(isSound);
  } finally {
    api.close();
  }
}

type Program = { getSourceFile(path: string): Parameters<typeof changesOf>[0] | undefined };

function mutantsOf(path: string, file: string, program: Program): Mutant[] {
  const source = program.getSourceFile(path);
  if (!source) throw new Error(`${relative(process.cwd(), path)} is not in the project of tsconfig.json.`);
  const text = readFileSync(path, "utf8");
  const mutants = new Map<string, Mutant>();
  for (const { start, end, by, what } of changesOf(source)) {
    const changed = text.slice(0, start) + by + text.slice(end);
    const line = text.slice(0, start).split("\n").length;
    if (!mutants.has(changed)) mutants.set(changed, { file, line, change: what, text: changed });
  }
  return [...mutants.values()];
}

function shuffled<Thing>(things: readonly Thing[], seed: number): Thing[] {
  const draw = drawing(seed);
  return things
    .map((thing) => ({ thing, place: draw() }))
    .sort((a, b) => a.place - b.place)
    .map(({ thing }) => thing);
}

function firstSound(
  mutants: readonly Mutant[],
  isSound: (mutant: Mutant) => boolean,
  most: number,
): Mutant[] {
  const found: Mutant[] = [];
  for (const mutant of mutants) {
    if (found.length === most) break;
    if (isSound(mutant)) found.push(mutant);
  }
  return found;
}
