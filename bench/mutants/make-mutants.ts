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
    const read = (path: string) => {
      snapshot = api.updateSnapshot({ fileChanges: { changed: [path] } });
    };
    const isSound = ({ file, text }: Mutant) => {
      const path = join(root, file);
      const [before] = texts.keys();
      // One file at a time: the compiler keeps all it knows where a single one has changed.
      if (before !== undefined && before !== path && texts.delete(before)) read(before);
      texts.set(path, text);
      read(path);
      const faults = [...program().getSyntacticDiagnostics(path), ...program().getSemanticDiagnostics(path)];
      return faults.every(({ code }) => ONLY_UNTIDY.has(code));
    };
    const all = files.flatMap((file) => mutantsOf(join(root, file), file, program()));
    return sample ? sampled(all, sample, isSound) : all.filter(isSound);
  } finally {
    api.close();
  }
}

/** About half are sound: of three times as many, tried file by file, the first that are. */
function sampled(
  all: readonly Mutant[],
  { size, seed }: Sample,
  isSound: (one: Mutant) => boolean,
): Mutant[] {
  const draw = drawing(seed);
  const drawn = all.map((mutant) => ({ mutant, place: draw() })).sort((a, b) => a.place - b.place);
  return drawn
    .slice(0, 3 * size)
    .sort((a, b) => a.mutant.file.localeCompare(b.mutant.file))
    .filter(({ mutant }) => isSound(mutant))
    .sort((a, b) => a.place - b.place)
    .slice(0, size)
    .map(({ mutant }) => mutant);
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
    if (changed !== text && !mutants.has(changed))
      mutants.set(changed, { file, line, change: what, text: changed });
  }
  return [...mutants.values()];
}
