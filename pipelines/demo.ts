import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type District, definitionsVersion, listGenerations, readGeneration } from "#warehouse";
import { makeDataDir } from "./ledger/data-folder.ts";
import { spawnCommand } from "./spawn-command.ts";

export type DemoRequest = {
  dataDir: string;
  district: District;
  /** The day of the demo, ISO date. */
  today: string;
  /** Runs a command of the command line in a process of its own, its progress on standard error. */
  command: (args: string[]) => Promise<void>;
};

const size = ["--students", "12000", "--years", "3", "--seed", "1"];

/** The days that the demo is published as of: the last board meeting and today, so that what changed has content. */
function demoDays({ district, today }: DemoRequest): string[] {
  const meeting = district.boardMeetings.filter((day) => day < today).at(-1);
  return meeting === undefined ? [today] : [meeting, today];
}

/**
 * Sees to it that there is something to serve: builds the demo where the configuration is a demo's, whose day is fixed. A
 * district's own figures are never made up: throws an Error with what to do where its data folder holds none.
 */
export async function ensurePublished(request: DemoRequest): Promise<void> {
  const { dataDir, district } = request;
  if (district.today !== null) {
    if (needsDemo(request)) await buildDemo(request);
  } else if (listGenerations(dataDir).length === 0) {
    throw new Error(
      `Nothing is published in ${dataDir} yet. If figures were, look whether its disk is there and --data names it; else load them first ("rollbook load").`,
    );
  }
}

/** Whether a data folder is without any generation, or holds a demo that was interrupted or built by other definitions. */
function needsDemo(request: DemoRequest): boolean {
  const { dataDir } = request;
  if (listGenerations(dataDir).length === 0) return true;
  const published = publishedDays(dataDir);
  return existsSync(join(dataDir, "demo")) && demoDays(request).some((day) => !published.includes(day));
}

/** Writes the made-up district as of each day and loads it; what was done before an interruption is kept. */
async function buildDemo(request: DemoRequest): Promise<void> {
  const { dataDir, command } = request;
  makeDataDir(dataDir);
  const published = publishedDays(dataDir);
  const days = demoDays(request).filter((day) => !published.includes(day));
  const written = days.map((day) => writeDay(request, day));
  for (const [index, day] of days.entries()) {
    const folder = await Promise.race([written[index] ?? "", failureOf(written)]);
    await command(["load", folder, "--as-of", day, "--data", dataDir]);
  }
}

/** The days published by the definitions of today: figures of others may lack what today's pages ask. */
function publishedDays(dataDir: string): string[] {
  const definitions = definitionsVersion();
  return listGenerations(dataDir)
    .map((generation) => readGeneration(dataDir, generation))
    .filter(({ definitions_version }) => definitions_version === definitions)
    .map(({ as_of }) => as_of);
}

/** Both days are written at the same time; when one fails, waiting for the other is of no use. */
const failureOf = (written: Promise<string>[]): Promise<string> =>
  new Promise((_resolve, reject) => {
    for (const one of written) one.catch(reject);
  });

/** A folder appears under its name only when it is whole. */
async function writeDay({ dataDir, command }: DemoRequest, day: string): Promise<string> {
  const folder = join(dataDir, "demo", day);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.tmp`;
  rmSync(unfinished, { recursive: true, force: true });
  await command(["synth", ...size, "--as-of", day, "--out", unfinished]);
  renameSync(unfinished, folder);
  return folder;
}

/** Runs one command of `program` in a child process: loading never shares a process with serving. */
export function runInChild(program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawnCommand(program, args, ["ignore", "ignore", "inherit"]);
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`"rollbook ${args.join(" ")}" did not succeed; its reason stands above.`));
    });
  });
}
