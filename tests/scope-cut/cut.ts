import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Grant, Subject } from "#warehouse";

/** Special-education records by table; every other table about students is about students. */
const specialEducation = [
  "fct_iep",
  "fct_record_match",
  "fct_evaluation",
  "fct_service_prescribed",
  "fct_service_delivered",
];

/** What belongs to no school and to no child: nobody with a scope by school has any of it. */
const ofTheDistrict = [
  ...["dim_account", "dim_program", "dim_fund_source", "dim_obligation", "fct_alert", "fct_board_action"],
  ...["fct_commitment", "fct_expenditure", "fct_forecast", "fct_ledger_line", "fct_recurring_cost"],
  ...[
    "fct_rejection",
    "fct_rejection_kind",
    "fct_repair",
    "fct_file",
    "fct_school_load",
    "agg_protected_count",
  ],
];

/** What the students' days that are left add up to, as a build adds them up month by month. */
const addedUp = readFileSync(
  new URL("../../warehouse/tables/agg_attendance_school_day.sql", import.meta.url),
  "utf8",
)
  .replace("create table", "create or replace table")
  .replace(/^where school_year = .*$/m, "");

type Row = Record<string, string | number | boolean | null>;
type Table = { name: string; columns: Set<string> };
type Read = (sql: string) => Promise<Row[]>;
type Cutting = { connection: DuckDBConnection; grants: Grant[]; asOf: string; rows: Read };

/**
 * Deletes every row beyond the grants, by the rule in words: whoever served the student at the date of the record; a
 * child wherever it was; the past of whom a school of the grant serves now, where the grant says so; and then whatever
 * of schools, students and staff nothing that is left tells of.
 */
export async function cut(connection: DuckDBConnection, grants: Grant[], asOf: string): Promise<void> {
  const rows: Read = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[];
  const cutting = { connection, grants, asOf, rows };
  for (const name of ofTheDistrict) await connection.run(`delete from ${name}`);
  const tables = await tablesOf(rows);
  const ofStudents = tables.filter(({ columns }) => isFactOfStudents(columns));
  const ofPlaces = tables.filter(({ name, columns }) => isFactOfPlaces(name, columns));
  const isSpecial = ({ name }: Table) => specialEducation.includes(name);
  await cutPlaces(ofPlaces, cutting, await schoolsTold(cutting));
  await cutStudents(ofStudents.filter(isSpecial), "special_education", cutting);
  await cutStudents(
    ofStudents.filter((table) => !isSpecial(table)),
    "students",
    cutting,
  );
  await connection.run(addedUp);
  await cutPublished(cutting);
  await cutDimensions(cutting, [...ofStudents, ...ofPlaces]);
}

async function tablesOf(rows: Read): Promise<Table[]> {
  const found =
    await rows(`select table_name, string_agg(column_name, ' ') as columns from information_schema.columns
    where table_catalog = 'memory' group by all`);
  return found.map((row) => ({
    name: String(row.table_name),
    columns: new Set(String(row.columns).split(" ")),
  }));
}

const isFactOfStudents = (columns: Set<string>) =>
  columns.has("organization_key") && columns.has("durable_student_key");
const isFactOfPlaces = (name: string, columns: Set<string>) =>
  name.startsWith("fct_") && columns.has("organization_key") && !columns.has("durable_student_key");

async function cutStudents(tables: Table[], subject: Subject, cutting: Cutting): Promise<void> {
  const grants = cutting.grants.filter((each) => each.subjects.includes(subject) && each.mayReadStudents);
  const places = list(await placesOf(grants, cutting));
  const students = list(await studentsOf(grants, cutting));
  for (const { name } of tables)
    await cutting.connection.run(`delete from ${name}
      where not list_contains(${places}, organization_key) and not list_contains(${students}, durable_student_key)`);
}

/**
 * What schools say of themselves, and not of students: to a parent, only whether her child's school has reported. That
 * services were reported is told with special-education records to whoever reads them.
 */
async function cutPlaces(tables: Table[], cutting: Cutting, toldOf: [string, string][]): Promise<void> {
  const placesFor = (subject: Subject) =>
    placesOf(
      cutting.grants.filter(({ subjects }) => subjects.includes(subject)),
      cutting,
    );
  const ofSchools = `list_contains(${list(await placesFor("students"))}, organization_key)`;
  const special = await placesFor("special_education");
  const ofServices = special.length > 0 ? `list_contains(${list(special)}, organization_key)` : ofSchools;
  const isTold = toldOf.map(
    ([school, year]) => `(organization_id = '${school}' and school_year = '${year}')`,
  );
  for (const { name } of tables)
    await cutting.connection.run(
      name === "fct_feed_submission"
        ? `delete from ${name} where not if(feed = 'services', ${ofServices}, ${ofSchools})
            and not (${["false", ...isTold].join(" or ")})`
        : `delete from ${name} where not ${ofSchools}`,
    );
}

/** Versions of schools: a school by its id, however it was run; an operator's and a region's while they were that. */
async function placesOf(grants: Grant[], { rows }: Cutting): Promise<number[]> {
  const kept: number[] = [];
  for (const version of await rows("select * from dim_organization"))
    for (const { scope } of grants) {
      const ids: (string | number | boolean | null)[] = scope.kind === "district" ? [] : scope.ids;
      const isReached =
        (scope.kind === "school" && ids.includes(version.organization_id ?? null)) ||
        (scope.kind === "operator" && ids.includes(version.operator_id ?? null)) ||
        (scope.kind === "region" && ids.includes(version.region ?? null));
      if (isReached) kept.push(Number(version.organization_key));
    }
  return kept;
}

async function studentsOf(grants: Grant[], cutting: Cutting): Promise<number[]> {
  const { rows, asOf } = cutting;
  const children = grants.flatMap(({ scope }) => (scope.kind === "student" ? scope.ids : []));
  const withPast = grants.filter((each) => each.mayReadHistory && each.scope.kind === "school");
  const past = new Set(await placesOf(withPast, cutting));
  const kept: number[] = [];
  for (const student of await rows("select * from dim_student"))
    if (children.includes(String(student.state_student_id))) kept.push(Number(student.durable_student_key));
  for (const spell of await rows("select * from uncut_spell")) {
    const hasLeft = spell.exited_on !== null && String(spell.exited_on) < asOf;
    const isNow = String(spell.entered_on) <= asOf && !hasLeft && spell.is_no_show !== true;
    if (isNow && past.has(Number(spell.organization_key))) kept.push(Number(spell.durable_student_key));
  }
  return kept;
}

/** The schools that the children of the grants go to, in each school year. */
async function schoolsTold(cutting: Cutting): Promise<[string, string][]> {
  await cutting.connection.run("create temp table uncut_spell as from fct_enrollment_spell");
  const children = cutting.grants.filter(({ scope }) => scope.kind === "student");
  const students = await studentsOf(children, cutting);
  const found = await cutting.rows(`select distinct organization_id, school_year from fct_enrollment_spell
    join dim_organization using (organization_key)
    where is_enrolled and list_contains(${list(students)}, durable_student_key)`);
  return found.map((row) => [String(row.organization_id), String(row.school_year)]);
}

/** Published cells of the schools that a reader of counts has today; none to anybody else. */
async function cutPublished(cutting: Cutting): Promise<void> {
  const counting = cutting.grants.filter(({ mayReadStudents }) => !mayReadStudents);
  const places = await placesOf(counting, cutting);
  const now = await cutting.rows(`select organization_id from dim_organization
    where is_current and list_contains(${list(places)}, organization_key)`);
  const ids = now.map((row) => `'${row.organization_id}'`).join(", ");
  const isMine = [1, 2, 3].map(
    (at) =>
      `coalesce(string_split(dimensions, ' ')[${at}] = 'school' and list_contains([${ids}]::varchar[], key_${at}), false)`,
  );
  await cutting.connection.run(`delete from agg_published_cell where not (${isMine.join(" or ")})`);
}

async function cutDimensions({ connection, grants }: Cutting, facts: Table[]): Promise<void> {
  const all = (column: string) =>
    facts
      .filter(({ columns }) => columns.has(column))
      .map(({ name }) => `select ${column} from ${name}`)
      .join(" union ");
  for (const table of ["dim_student", "brg_student_identity"])
    await connection.run(
      `delete from ${table} where durable_student_key <> -1 and durable_student_key not in (${all("durable_student_key")})`,
    );
  await connection.run(
    "delete from brg_student_group where student_key not in (select student_key from dim_student)",
  );
  await connection.run(`delete from dim_organization where organization_key <> -1 and organization_id not in (
    select organization_id from dim_organization where organization_key in (${all("organization_key")})
    union select key_1 from agg_published_cell union select key_2 from agg_published_cell)`);
  for (const [table, key] of [
    ["dim_staff", "staff_key"],
    ["dim_section", "section_key"],
  ])
    await connection.run(`delete from ${table} where ${key} <> -1 and ${key} not in (${all(key ?? "")})`);
  await connection.run(
    "delete from dim_school_calendar_day where organization_id not in (select organization_id from dim_organization)",
  );
  if (grants.every(({ subjects }) => subjects.includes("special_education"))) return;
  await connection.run("delete from brg_student_group where student_group = 'SWD'");
  await connection.run("update dim_student set has_disability = null");
}

const list = (keys: number[]) => `[${[...new Set(keys)].join(", ")}]::integer[]`;
