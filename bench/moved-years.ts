import { existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import {
  type Manifest,
  partsFolder,
  publishGeneration,
  readCurrentGeneration,
  viewStatements,
  writeParts,
  yearStartingIn,
} from "#warehouse";
import { type Built, districtOfSize, type Size } from "./district-of-size.ts";

/**
 * A district of many years that is loaded with one, which is then moved into each year before it: the same students every
 * year, their days on the same dates. Made as parts, so that reading many years can be measured where loading them all
 * would take hours. `moved_seconds` is what writing the other years' parts took; all else is the one year's.
 */
export type Moved = Built & { moved_seconds: number };

/** Makes it once, below `cache`, and keeps it with its figures. */
export async function movedYears(size: Size, cache: string): Promise<{ dataDir: string; built: Moved }> {
  const one = await districtOfSize({ ...size, years: 1 }, cache);
  const folder = join(cache, `${size.students}x${size.years}-moved`);
  const dataDir = join(folder, "data");
  const figures = join(folder, "built.json");
  if (!existsSync(figures)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
    const startedAt = performance.now();
    const manifest = await move(one.dataDir, dataDir, size.years);
    const moved_seconds = Math.round((performance.now() - startedAt) / 1000);
    const attendance_days = rowsOf(manifest, "fct_attendance_day");
    writeFileSync(figures, JSON.stringify({ ...one.built, attendance_days, moved_seconds }));
  }
  return { dataDir, built: JSON.parse(readFileSync(figures, "utf8")) };
}

const rowsOf = ({ parts }: Manifest, table: string) =>
  parts.reduce((sum, part) => sum + (part.table === table ? part.rows : 0), 0);

/** The loaded parts are linked, and those of the years before are written. */
async function move(from: string, dataDir: string, years: number): Promise<Manifest> {
  const source = readCurrentGeneration(from);
  if (!source) throw new Error(`${from} holds no generation: remove it and run the bench again.`);
  const earlier = yearsBefore(source, years);
  const kept = source.parts.filter(({ part }) => !earlier.some(({ schoolYear }) => schoolYear === part));
  mkdirSync(partsFolder(dataDir), { recursive: true });
  for (const file of new Set(kept.map((part) => part.file)))
    linkSync(join(partsFolder(from), file), join(partsFolder(dataDir), file));
  const { generation: _, made: __, ...rest } = source;
  const written = await writeYears(earlier, { from, dataDir, source });
  return publishGeneration(dataDir, { ...rest, parts: [...kept, ...written] });
}

/** A year that is to be made, from the year that has days, so many years later. */
type Earlier = { schoolYear: string; of: string; by: number };

function yearsBefore({ parts }: Manifest, years: number): Earlier[] {
  const days = parts.filter(({ table }) => table === "fct_attendance_day");
  const full = days.reduce((most, part) => (part.rows > most.rows ? part : most));
  return Array.from({ length: years - 1 }, (_, at) => ({
    schoolYear: yearStartingIn(Number(full.part.slice(0, 4)) - at - 1),
    ...{ of: full.part, by: at + 1 },
  }));
}

type Writing = { from: string; dataDir: string; source: Manifest };

async function writeYears(
  earlier: Earlier[],
  { from, dataDir, source }: Writing,
): Promise<Manifest["parts"]> {
  const names = source.parts.filter(({ part }) => part !== "core").map(({ table }) => table);
  const tables = [...new Set(names)].map((name) => ({ name, part: "school_year" as const }));
  const workDir = mkdtempSync(join(dataDir, "work-"));
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "5GB" });
  const connection = await instance.connect();
  const parts: Manifest["parts"] = [];
  try {
    for (const statement of viewStatements(source, partsFolder(from), "loaded"))
      await connection.run(statement);
    for (const year of earlier) {
      for (const { name } of tables) await createView(connection, name, year);
      parts.push(...(await writeParts(connection, { dataDir, workDir, tables, schoolYears: [] })));
    }
    return parts;
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(workDir, { recursive: true });
  }
}

/** A table as it was in a year before: the same rows, some years earlier. */
async function createView(
  connection: DuckDBConnection,
  name: string,
  { schoolYear, of, by }: Earlier,
): Promise<void> {
  const described = await connection.runAndReadAll(`describe from loaded.${name}`);
  const cells = described.getRowsJson().map(([column, type]) => {
    const cell = `"${column}"`;
    if (column === "school_year") return `'${schoolYear}' as school_year`;
    if (type === "DATE") return `cast(${cell} - interval ${by} year as date) as ${cell}`;
    // A month or a day may be the key of what is published.
    if (column === "month" || String(column).startsWith("key_"))
      return `case when regexp_full_match(${cell}, '\\d{4}-\\d{2}(-\\d{2})?')
        then (left(${cell}, 4)::integer - ${by}) || substr(${cell}, 5) else ${cell} end as ${cell}`;
    return cell;
  });
  // The running year's days lie by month and week, those of years before school by school.
  const order = name === "fct_attendance_day" ? "order by organization_key, attended_on" : "";
  await connection.run(
    `create or replace view ${name} as select ${cells.join(", ")} from loaded.${name} where school_year = '${of}' ${order}`,
  );
}
