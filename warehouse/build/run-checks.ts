import type { DuckDBConnection } from "@duckdb/node-api";
import { relationIn } from "../generations/attach.ts";
import type { Manifest } from "../generations/manifest.ts";
import { type Built, madeFrom, statementsOf } from "./building.ts";
import { cutName } from "./cuts.ts";
import { digest } from "./made-from.ts";
import { readSqlFolder, type SqlFile } from "./sql-file.ts";
import { type Filled, type TableFile, tableFiles, tableNamesIn } from "./table-list.ts";

/** What became of one promise about the tables. */
export type CheckResult = {
  check: string;
  /** A failed `stop` publishes nothing; a failed `report` is published and shown beside the figures. */
  kind: "stop" | "report";
  /** A sentence: what holds when the check passes. */
  promise: string;
  passed: boolean;
  /** How many rows break the promise. */
  rows: number;
  /** The first few of them, each as "column: value, …". */
  examples: string[];
};

/**
 * `of` is the table whose rows the check holds one by one, or together within one of its cuts; what it reads of other tables
 * that are cut as this one is, it reads of the same cut. `keys` are all that it reads of a dimension.
 */
type Check = {
  check: string;
  kind: "stop" | "report";
  promise: string;
  sql: string;
  of: string | null;
  keys?: { dimension: string; column: string };
};

/** What was built, and the generation before, whose results stand for what was checked there of the same rows. */
export type Checking = { built: Built; previous: Manifest | null };

const exampleCount = 5;

/**
 * Runs every check on the tables that `buildTables` made: one a file in warehouse/checks, and grain, history and keys of every
 * table; or only those that read nothing which the release fills, or the others.
 */
export async function runChecks(
  connection: DuckDBConnection,
  checking?: Checking,
  which?: Filled,
): Promise<CheckResult[]> {
  const files = tableFiles();
  const released = new Set(files.flatMap(({ name, isReleased }) => (isReleased ? [name] : [])));
  const isAsked = (names: readonly string[]) =>
    !which || names.some((name) => released.has(name)) === (which === "by the release");
  const checks = [
    ...files.flatMap(grainCheck),
    ...files.flatMap(historyCheck),
    ...(await keyChecks(connection, files)),
    ...readSqlFolder("checks").map(writtenCheck),
  ].filter(({ sql }) => isAsked(tableNamesIn(sql)));
  if (checking)
    for (const { name, isFilledLater } of files)
      if (isFilledLater && isAsked([name])) checking.built.made.delete(name);
  const results: CheckResult[] = [];
  for (const check of checks) {
    const isCut = files.some(({ name, cutBy }) => cutBy && name === check.of);
    if (!checking) results.push(await runCheck(connection, check));
    else if (isCut) results.push(await checkCuts(connection, check, checking));
    else results.push(await checkOnce(connection, check, checking));
  }
  return results;
}

/** A check's result of the generation before, where it was of the same rows. */
async function checkOnce(
  connection: DuckDBConnection,
  check: Check,
  { built, previous }: Checking,
): Promise<CheckResult> {
  const name = `check ${check.check}`;
  const from = await madeFrom(check.sql, tableNamesIn(check.sql), { connection, ...built });
  const before =
    previous?.made?.[name]?.from === from
      ? previous.checks.find(({ check: one }) => one === check.check)
      : undefined;
  built.made.set(name, { from, content: "" });
  return before ? { ...before, kind: check.kind, promise: check.promise } : runCheck(connection, check);
}

/** Only the cuts are checked that were built, and those beside which another table has changed. What was published holds. */
async function checkCuts(
  connection: DuckDBConnection,
  check: Check,
  { built, previous }: Checking,
): Promise<CheckResult> {
  const { made, cuts } = built;
  const names = tableNamesIn(check.sql);
  const isCut = new Set(cuts.map(({ table }) => table));
  const others = names.filter((name) => !isCut.has(name) && name !== check.keys?.dimension);
  const mayStand = !check.keys || (await hasEveryKeyOf(connection, check.keys, { built, previous }));
  const beside = await madeFrom(check.sql, others, { connection, ...built });
  const results: CheckResult[] = [];
  for (const cut of cuts.filter(({ table }) => table === check.of)) {
    const alike = cuts.filter(
      ({ table, ...one }) => names.includes(table) && cutName("", one) === cutName("", cut),
    );
    if (alike.length < names.filter((name) => isCut.has(name)).length)
      throw new Error(`The check ${check.check} reads tables that are not cut as ${check.of} is.`);
    const from = digest(beside, ...alike.map(({ name }) => made.get(name)?.content));
    const key = `check ${check.check} ${cut.name}`;
    made.set(key, { from, content: "" });
    if (mayStand && previous?.made?.[key]?.from === from) continue;
    const sql = alike.reduce(
      (text, { table, relation }) => text.replaceAll(new RegExp(`\\b${table}\\b`, "g"), relation),
      check.sql,
    );
    results.push(await runCheck(connection, { ...check, sql }));
  }
  const rows = results.reduce((sum, result) => sum + result.rows, 0);
  const examples = results.flatMap((result) => result.examples).slice(0, exampleCount);
  const { check: name, kind, promise } = check;
  return { check: name, kind, promise, passed: rows === 0, rows, examples };
}

/** Whether a dimension has all keys that it had, so that what was found in it is found again: it may have more. */
async function hasEveryKeyOf(
  connection: DuckDBConnection,
  { dimension, column }: NonNullable<Check["keys"]>,
  { built, previous }: Checking,
): Promise<boolean> {
  const [now, then] = [built.made.get(dimension)?.content, previous?.made?.[dimension]?.content];
  if (now !== undefined && now === then) return true;
  // By other statements it can have had other columns.
  if (now === undefined || statementsOf(now) !== statementsOf(then)) return false;
  const before = previous?.parts.filter(({ table }) => table === dimension) ?? [];
  if (before.length === 0) return false;
  const reader = await connection.runAndReadAll(
    `select 1 from (${before.map((part) => `select ${column} from ${relationIn(part)}`).join(" union all ")})
     where ${column} not in (select ${column} from ${dimension}) limit 1`,
  );
  return reader.currentRowCount === 0;
}

async function runCheck(
  connection: DuckDBConnection,
  { check, kind, promise, sql }: Check,
): Promise<CheckResult> {
  const statement = sql.trim().replace(/;$/, "");
  const reader = await connection.runAndReadAll(
    `with broken as (${statement}\n) select *, cast(count(*) over () as integer) as broken_rows from broken limit ${exampleCount}`,
  );
  const broken = reader.getRowObjectsJson();
  const rows = Number(broken[0]?.broken_rows ?? 0);
  const examples = broken.map(({ broken_rows: _, ...row }) =>
    Object.entries(row)
      .map(([column, value]) => `${column}: ${value ?? "none"}`)
      .join(", "),
  );
  return { check, kind, promise, passed: rows === 0, rows, examples };
}

function writtenCheck({ name, header, sql }: SqlFile): Check {
  const { kind, promise } = header;
  if ((kind !== "stop" && kind !== "report") || !promise) {
    throw new Error(
      `warehouse/checks/${name}.sql: its header must say "-- kind: stop" or "report" and "-- promise: …".`,
    );
  }
  const of = header["cut as"] ?? null;
  // What was published holds: of a cut that is kept, a report would forget what did not.
  if (of !== null && kind !== "stop")
    throw new Error(`warehouse/checks/${name}.sql: only a stop can be held cut by cut.`);
  return { check: name, kind, promise, sql, of };
}

function grainCheck({ name, grain, grainKey }: TableFile): Check[] {
  if (grainKey.length === 0) return [];
  const key = grainKey.join(", ");
  return [
    {
      check: `grain-${name}`,
      kind: "stop",
      promise: `${name} has ${grain}.`,
      sql: `select ${key}, count(*) as times from ${name} group by ${key} having count(*) > 1`,
      of: name,
    },
  ];
}

function historyCheck({ name, historyKey }: TableFile): Check[] {
  if (!historyKey) return [];
  return [
    {
      check: `history-${name}`,
      kind: "stop",
      promise: `The versions of one ${historyKey} in ${name} follow each other without gap or overlap.`,
      sql: `select * from (
        select ${historyKey}, valid_from, valid_to, is_current,
          lead(valid_from) over (partition by ${historyKey} order by valid_from) as next_from
        from ${name})
      where valid_to is distinct from coalesce(next_from, date '9999-12-31') or is_current <> (next_from is null)`,
      of: null,
    },
  ];
}

const dimensionOf: Record<string, string> = {
  organization_key: "dim_organization",
  student_key: "dim_student",
  section_key: "dim_section",
  staff_key: "dim_staff",
};

/** Every fact's keys exist in their dimensions; keys are not null, since the unknown member has a key of its own. */
async function keyChecks(connection: DuckDBConnection, files: TableFile[]): Promise<Check[]> {
  const reader = await connection.runAndReadAll(
    // Not those of attached databases: there the generation before has the same tables.
    `select table_name, column_name from duckdb_columns()
     where ends_with(column_name, '_key') and database_name = current_database() and schema_name = 'main' order by all`,
  );
  const names = new Set(files.map((file) => file.name));
  return reader.getRowObjectsJson().flatMap(({ table_name, column_name }) => {
    const table = String(table_name);
    const column = String(column_name);
    const dimension = dimensionOf[column];
    if (!dimension || !names.has(table) || table === dimension || !names.has(dimension)) return [];
    return [
      {
        check: `keys-${table}-${column}`,
        kind: "stop" as const,
        promise: `Every ${column} of ${table} exists in ${dimension}.`,
        sql: `select ${column}, count(*) as times from ${table}
          where ${column} not in (select ${column} from ${dimension}) or ${column} is null group by ${column}`,
        of: table,
        keys: { dimension, column },
      },
    ];
  });
}
