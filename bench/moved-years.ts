import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import {
  type Manifest,
  partsFolder,
  publishGeneration,
  readCurrentGeneration,
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

async function move(from: string, dataDir: string, years: number): Promise<Manifest> {
  const source = readCurrentGeneration(from);
  if (!source) throw new Error(`${from} holds no generation: remove it and run the bench again.`);
  const workDir = mkdtempSync(join(dataDir, "work-"));
  const instance = await DuckDBInstance.create(join(workDir, "moving.duckdb"), { memory_limit: "5GB" });
  const connection = await instance.connect();
  try {
    for (const file of new Set(source.parts.map((part) => part.file)))
      await connection.run(`attach '${join(partsFolder(from), file)}' as "${file}" (read_only)`);
    const tables = tablesOf(source);
    for (const table of tables) await createView(connection, table, yearsBefore(source, years));
    const { generation: _, ...rest } = source;
    const parts = await writeParts(connection, { dataDir, workDir, tables, schoolYears: [] });
    return publishGeneration(dataDir, { ...rest, parts });
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(workDir, { recursive: true });
  }
}

type Table = { name: string; part: "core" | "school_year"; files: string[] };

function tablesOf({ parts }: Manifest): Table[] {
  const tables = new Map<string, Table>();
  for (const { table, part, file } of parts) {
    const known = tables.get(table);
    if (known) known.files.push(file);
    else tables.set(table, { name: table, part: part === "core" ? "core" : "school_year", files: [file] });
  }
  return [...tables.values()];
}

/** A year that is to be made, from the file of the year that has days, so many years later. */
type Earlier = { schoolYear: string; file: string; by: number };

function yearsBefore({ parts }: Manifest, years: number): Earlier[] {
  const days = parts.filter(({ table }) => table === "fct_attendance_day");
  const full = days.reduce((most, part) => (part.rows > most.rows ? part : most));
  return Array.from({ length: years - 1 }, (_, at) => ({
    schoolYear: yearStartingIn(Number(full.part.slice(0, 4)) - at - 1),
    ...{ file: full.file, by: at + 1 },
  }));
}

/** A table's own rows, and those of the years that are made. */
async function createView(
  connection: DuckDBConnection,
  { name, part, files }: Table,
  earlier: Earlier[],
): Promise<void> {
  const own = files.map((file) => `from "${file}".${name}`);
  const described = await connection.runAndReadAll(`describe from "${files[0]}".${name}`);
  const columns = described
    .getRowsJson()
    .map(([column, type]) => ({ column: String(column), type: String(type) }));
  const moved = part === "core" ? [] : earlier.map((year) => movedRows(name, columns, year));
  await connection.run(`create view ${name} as ${[...own, ...moved].join(" union all by name ")}`);
}

type Column = { column: string; type: string };

function movedRows(name: string, columns: Column[], { schoolYear, file, by }: Earlier): string {
  const cells = columns.map(({ column, type }) => {
    const cell = `"${column}"`;
    if (column === "school_year") return `'${schoolYear}' as school_year`;
    if (type === "DATE") return `cast(${cell} - interval ${by} year as date) as ${cell}`;
    // A month or a day may be the key of what is published.
    if (column === "month" || column.startsWith("key_"))
      return `case when regexp_full_match(${cell}, '\\d{4}-\\d{2}(-\\d{2})?')
        then (left(${cell}, 4)::integer - ${by}) || substr(${cell}, 5) else ${cell} end as ${cell}`;
    return cell;
  });
  return `select ${cells.join(", ")} from "${file}".${name}`;
}
