import type { DuckDBConnection } from "@duckdb/node-api";
import { relationIn } from "../generations/attach.ts";
import type { ManifestPart } from "../generations/manifest.ts";
import { type Building, builtContent, contentsOf, createView, keptAs, madeFrom } from "./building.ts";
import { type Cut, type Cutting, cutName, cutsOf, isWithin, stepsOf } from "./cuts.ts";
import { afterInputs, digest, inputContent, variablesIn } from "./made-from.ts";
import { type TableFile, tableNamesIn } from "./table-list.ts";

/** Builds the cuts of a table that the generation before does not have, and makes all of them one table. */
export async function buildCuts(file: TableFile, cutting: Cutting, building: Building): Promise<void> {
  const { connection, made } = building;
  const relations: string[] = [];
  const contents: string[] = [];
  let before: Before = nothingBefore;
  for (const cut of await cutsOf(connection, cutting)) {
    if (cut.schoolYear !== before.schoolYear) before = { ...nothingBefore, schoolYear: cut.schoolYear };
    await setRange(connection, { ...cut, throughOn: null });
    await setSameDay(connection);
    const name = cutName(file.name, cut);
    const from = await fromTables(file, cut, { building, before });
    const isOfCut = (part: ManifestPart) =>
      part.table === file.name && cutName(part.table, partCut(part)) === name;
    const kept = keptAs(name, { from }, building, isOfCut);
    const relation = kept?.parts.map(relationIn)[0] ?? (await buildCut(file, cut, { building, before }));
    const content = kept?.content ?? (await builtContent(relation, file.sql, building));
    made.set(name, { from, content });
    const standing = kept ?? keptAs(name, { content }, building, isOfCut);
    building.kept.push(...(standing?.parts ?? []));
    building.cuts.push({ ...cut, name, table: file.name, relation, isKept: standing !== null });
    relations.push(relation);
    contents.push(`${name} ${content}`);
    if (file.repeat === "through_on") before = await standingAt(connection, relation, { ...before, from });
  }
  await createView(connection, file.name, relations);
  made.set(file.name, { from: "", content: digest(contents) });
}

const partCut = ({ part, days }: { part: string; days?: string }) => ({
  schoolYear: part,
  days: days ?? null,
});

/** The rows of the last day on which there are any in a school year, and what they were made from. */
type Before = { schoolYear: string; from: string; relation: string | null; throughOn: string | null };
const nothingBefore: Before = { schoolYear: "", from: "", relation: null, throughOn: null };

type CutBuilding = { building: Building; before: Before };

/** What a cut is made from, looked for in its rows only where a table that it reads is another one. */
async function fromTables(file: TableFile, cut: Cut, { building, before }: CutBuilding): Promise<string> {
  const { made, previous } = building;
  const name = cutName(file.name, cut);
  const byTables = `${name} by tables`;
  const from = digest(await madeFrom(file.sql, file.needs, building), cut, before.from);
  made.set(byTables, { from, content: "" });
  const known = previous?.made?.[byTables]?.from === from ? previous.made[name]?.from : undefined;
  return known ?? cutMadeFrom(file, cut, { building, before });
}

async function cutMadeFrom(file: TableFile, cut: Cut, { building, before }: CutBuilding): Promise<string> {
  const { connection, cuts, made, version } = building;
  await setSchools(connection, everySchool);
  const tables = file.madeFrom.filter((one) => tableNamesIn(one).length > 0 && one !== file.name);
  const isCut = (table: string) => cuts.some((one) => one.table === table);
  const within = cuts.filter((one) => tables.includes(one.table) && isWithin(one, cut));
  const unknown = tables.find((table) => isCut(table) && !within.some((one) => one.table === table));
  if (unknown !== undefined)
    throw new Error(
      `${file.name} is made from ${unknown}, which has no days of ${cutName(file.name, cut)}: cut it as finely.`,
    );
  const whole = tables.filter((table) => !isCut(table));
  const contents = [
    ...within.map(({ name }) => `${name} ${made.get(name)?.content}`),
    ...(await contentsOf(whole, building)),
  ];
  const variables = await variablesIn(connection, afterInputs(file));
  return digest(
    version,
    file.sql,
    cut,
    before.from,
    contents,
    await inputContent(connection, file),
    variables,
  );
}

async function buildCut(file: TableFile, cut: Cut, { building, before }: CutBuilding): Promise<string> {
  const { connection } = building;
  const [create = "", fill] = file.sql.split(/;\n(?=insert into )/);
  await connection.run(create);
  if (fill !== undefined && file.repeat === "through_on") {
    let last = before;
    for (const step of await stepsOf(connection, cut)) {
      await setRange(connection, step);
      await createBefore(connection, file.name, last);
      await connection.run(fill);
      last = await standingAt(connection, file.name, last);
    }
  } else if (fill !== undefined) {
    const atOnce = building.enrollmentsAtOnce * partsOfYear(cut);
    for (const range of await schoolRanges(connection, cut.schoolYear, atOnce)) {
      await setSchools(connection, range);
      await connection.run(fill);
    }
  }
  const relation = `"${cutName(file.name, cut)}"`;
  await connection.run(`alter table ${file.name} rename to ${relation}`);
  return relation;
}

/** So many times fewer days than a year has a month, or a week. */
function partsOfYear({ days }: Cut): number {
  if (days === null) return 1;
  return days.length === "2026-11".length ? 9 : 36;
}

/** Looks for a day later than those before; where a relation has none, the rows before it stand. */
async function standingAt(connection: DuckDBConnection, relation: string, before: Before): Promise<Before> {
  const reader = await connection.runAndReadAll(`select max(through_on)::varchar from ${relation}`);
  const last = reader.getRowsJson()[0]?.[0];
  return typeof last === "string" ? { ...before, relation, throughOn: last } : before;
}

const createBefore = (connection: DuckDBConnection, name: string, { relation, throughOn }: Before) =>
  connection.run(
    `create or replace temp view ${name}_before as from ${relation ?? name} where ${relation === null ? "false" : `through_on = date '${throughOn}'`}`,
  );

type Days = {
  schoolYear?: string;
  days?: string | null;
  firstOn: string | null;
  lastOn: string | null;
  throughOn: string | null;
};

async function setRange(connection: DuckDBConnection, range: Days): Promise<void> {
  const day = (value: string | null) => (value === null ? "null::date" : `date '${value}'`);
  await connection.run(`set variable first_on = ${day(range.firstOn)}`);
  await connection.run(`set variable last_on = ${day(range.lastOn)}`);
  await connection.run(`set variable through_on = ${day(range.throughOn)}`);
  if (range.days !== undefined) await connection.run(`set variable is_whole_year = ${range.days === null}`);
  if (range.schoolYear !== undefined)
    await connection.run("set variable school_year = (select $1::varchar)", [range.schoolYear]);
}

/** The same day last year, in the cut with its month: the others are not decided by it. */
async function setSameDay(connection: DuckDBConnection): Promise<void> {
  await connection.run(`set variable same_day_on = (
    select getvariable('same_day_last_year')
    where getvariable('same_day_last_year')
      between date_trunc('month', getvariable('first_on')) and last_day(getvariable('last_on')))`);
}

/** Keys of schools, first and last. */
type Range = [number, number];
const everySchool: Range = [-(2 ** 31), 2 ** 31 - 1];

async function setSchools(connection: DuckDBConnection, [first, last]: Range): Promise<void> {
  await connection.run(`set variable first_organization_key = ${first}`);
  await connection.run(`set variable last_organization_key = ${last}`);
}

/** Ranges in the order of the schools' keys, so that the table is sorted by school. */
async function schoolRanges(
  connection: DuckDBConnection,
  schoolYear: string,
  atOnce: number,
): Promise<Range[]> {
  const reader = await connection.runAndReadAll(
    `select min(organization_key)::integer, max(organization_key)::integer
     from (
       select organization_key, (sum(count(*)) over (order by organization_key) - 1) // $at_once as range_number
       from brg_enrollment_interval where school_year = $school_year group by organization_key)
     group by range_number order by range_number`,
    { school_year: schoolYear, at_once: atOnce },
  );
  return reader.getRows().map(([first, last]): Range => [Number(first), Number(last)]);
}
