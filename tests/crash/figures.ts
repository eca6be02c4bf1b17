import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { listRuns } from "#pipelines";
import { partsFolder, readCurrentGeneration, verifyParts } from "#warehouse";

/** One text over every row of every table that is published, every file's counts, and every check. */
export async function figuresOf(dataDir: string): Promise<string> {
  const current = readCurrentGeneration(dataDir);
  if (!current) return "nothing";
  const unsound = await verifyParts(dataDir, current);
  if (unsound.length > 0) return `unsound parts: ${JSON.stringify(unsound)}`;
  const hash = createHash("sha256");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const [at, file] of [...new Set(current.parts.map((part) => part.file))].entries())
    await connection.run(`attach '${join(partsFolder(dataDir), file)}' as part_${at} (read_only)`);
  const files = [...new Set(current.parts.map((part) => part.file))];
  for (const { table, part, days = "", file } of [...current.parts].sort(byTable)) {
    const from = `part_${files.indexOf(file)}.${table}`;
    const sums = await connection.runAndReadAll(`select count(*), sum(hash(t)) from ${from} as t`);
    hash.update(`${part} ${days} ${table} ${sums.getRowsJson()}\n`);
  }
  connection.closeSync();
  instance.closeSync();
  hash.update(JSON.stringify([current.as_of, current.sources.map(withoutTimes).sort(), current.checks]));
  return hash.digest("hex");
}

type Named = { table: string; part: string; days?: string };
const nameOf = ({ table, part, days = "" }: Named) => `${table} ${part} ${days}`;
const byTable = (a: Named, b: Named) => (nameOf(a) < nameOf(b) ? -1 : 1);

const withoutTimes = (source: object): string => JSON.stringify({ ...source, landed_at: null });

/** What an interrupted run has left that the next one should have cleared away; nothing is as it should be. */
export async function leftoversOf(dataDir: string): Promise<string[]> {
  const current = readCurrentGeneration(dataDir);
  const landing = new Set(readdirSync(join(dataDir, "landing")));
  const lost = current?.sources.filter(({ sha256 }) => !landing.has(sha256)) ?? [];
  const work = join(dataDir, "work");
  return [
    ...(existsSync(work) ? readdirSync(work) : []).map((name) => `work/${name}`),
    ...[...landing].filter((name) => !/^[0-9a-f]{64}$/.test(name)).map((name) => `landing/${name}`),
    ...lost.map(({ file }) => `the landed ${file} is gone`),
    ...(await listRuns({ dataDir }))
      .filter(({ state }) => state === "running")
      .map(({ run }) => `${run} is said to be running`),
  ];
}
