import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDistrict } from "#pipelines";
import { startDatabase, type TestDatabase } from "../../pipelines/sources/postgres/test-database.ts";
import type { Asked } from "./child.ts";
import { databaseEnv, databaseFeeds, databaseSource } from "./district.ts";
import { figuresOf } from "./figures.ts";
import { type Ended, runChild } from "./run-child.ts";

/** A load that is disturbed: what it is asked, how it goes when nothing happens, and the figures then. */
export type Scenario = { name: string; asked: Omit<Asked, "dataDir">; undisturbed: Ended; figures: string };

/** What every trial begins with. `copy` gives a new data folder in which yesterday is published. */
export type World = {
  environment: NodeJS.ProcessEnv;
  scenarios: Scenario[];
  copy(name: string): string;
  folder: string;
  stop(): Promise<void>;
};

const yesterday = "2026-11-19";
const today = "2026-11-20";
const nowOn = (day: string) => `${day}T10:00:00.000Z`;

/** Writes the sources of two days, publishes the first, and loads the second undisturbed, once a source and once all. */
export async function makeWorld(students: number): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-crash-"));
  for (const asOf of [yesterday, today])
    await writeDistrict({ students, years: 1, seed: 3, out: join(folder, asOf), asOf });
  const database = await startDatabase();
  const address = `postgres://owner:owner@127.0.0.1:${database.port}/sis`;
  const environment = { [databaseEnv]: address };
  const base = join(folder, "base");
  const must = async (asked: Asked) => {
    const ended = await runChild(asked, { environment });
    if (ended.how !== "ended") throw new Error(`Undisturbed, and yet it did not end: ${ended.error}`);
    return ended;
  };
  await fill(database, join(folder, yesterday));
  const before = { dataDir: base, asOf: yesterday, now: nowOn(yesterday) };
  await must({ ...before, path: join(folder, yesterday) });
  await must({ ...before, source: databaseSource });
  await fill(database, join(folder, today));
  const copy = (name: string) => {
    cpSync(base, join(folder, name), { recursive: true });
    return join(folder, name);
  };
  const scenarios: Scenario[] = [];
  const delta = writeDelta(folder);
  for (const [name, what] of Object.entries({ ...loadsOf(join(folder, today)), delta: { path: delta } })) {
    const asked = { ...what, asOf: today, now: nowOn(today) };
    const dataDir = copy(`undisturbed-${name}`);
    const undisturbed = await must({ ...asked, dataDir });
    scenarios.push({ name, asked, undisturbed, figures: await figuresOf(dataDir) });
  }
  return { environment, scenarios, copy, folder, stop: () => database.stop() };
}

function loadsOf(path: string): Record<string, { path?: string; source?: string }> {
  const byFiles = ["camino", "brightpath", "harbor", "finance", "state"];
  return {
    everything: { path },
    ...Object.fromEntries(byFiles.map((source) => [source, { path, source }])),
    [databaseSource]: { source: databaseSource },
  };
}

/** The day's absences alone, as changes of yesterday's file. */
function writeDelta(folder: string): string {
  const file = "camino/attendance_events.csv";
  const [before, now] = [yesterday, today].map((day) =>
    readFileSync(join(folder, day, file), "utf8")
      .trimEnd()
      .split("\n"),
  );
  const known = new Set(before);
  const rows = now?.filter((row) => !known.has(row)).map((row) => `active,${row}`) ?? [];
  mkdirSync(join(folder, "delta", "camino"), { recursive: true });
  const text = [`status,${now?.[0]}`, ...rows].join("\n");
  writeFileSync(join(folder, "delta", file.replace(".csv", ".delta.csv")), `${text}\n`);
  return join(folder, "delta");
}

/** Puts the feeds' files of a day into the database, every column as text. */
async function fill(database: TestDatabase, folder: string): Promise<void> {
  for (const feed of databaseFeeds) {
    const [header = "", ...rows] = readFileSync(join(folder, databaseSource, `${feed}.csv`), "utf8")
      .trimEnd()
      .split("\n");
    const columns = header.split(",").map((column) => `${column} text`);
    await database.execute(`drop table if exists ${feed}; create table ${feed} (${columns.join(", ")})`);
    for (const row of rows)
      await database.execute(`insert into ${feed} values (${row.split(",").map(literalOf).join(", ")})`);
  }
}

const literalOf = (cell: string) => (cell === "" ? "null" : `'${cell.replaceAll("'", "''")}'`);
