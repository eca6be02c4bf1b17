import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import {
  type Answer,
  buildTables,
  type District,
  openWarehouse,
  publishGeneration,
  tableList,
  type Warehouse,
  writeParts,
} from "#warehouse";
import { miniDistrict, stagedConnection } from "../../warehouse/build/mini-district.ts";
import { everyone } from "../../warehouse/published-mini.ts";
import { planSlice } from "../../warehouse/semantic/plan.ts";
import { finishRows } from "../../warehouse/semantic/rows/finish.ts";
import type { Compared, Example } from "./california.ts";

const schoolYears: District["schoolYears"] = ["2021-22", "2022-23"].map((schoolYear) => {
  const starts = Number(schoolYear.slice(0, 4));
  return {
    schoolYear,
    startsOn: `${starts}-08-15`,
    endsOn: `${starts + 1}-06-10`,
    normDayOn: `${starts}-09-16`,
    censusDayOn: `${starts}-10-05`,
  };
});
const state: District = { ...miniDistrict, schoolYears };
const asOf = "2023-06-10";

/** Published counts of groups as the engine would give them, finished as every answer is: divided and compared once. */
export function finishedByGroup(measure: string, examples: readonly (Example | Compared)[]): Answer {
  const isCompared = examples.some((example) => "n0" in example);
  const slice = {
    measures: [measure],
    by: ["student_group"],
    ...(isCompared ? { compare: "previous_year" as const } : {}),
  };
  const plan = planSlice(slice, [], {
    reader: everyone,
    known: { schoolYears: () => ["2021-22", "2022-23"] },
  });
  const raw = examples.map((example) => ({
    student_group: example.group,
    m0_0: example.n,
    m0_1: example.d,
    ...("n0" in example ? { m0_0_previous: example.n0, m0_1_previous: example.d0 } : {}),
  }));
  const coverage = {
    coverage: { reported: 0, expected: 0, is_certifiable: true },
    missing: [],
    fresh_through: null,
  };
  const finished = finishRows(raw, plan, { coverage, part: "rows", kindOfSchool: new Map() });
  const { columns, rows, marks } = finished;
  return {
    columns,
    rows,
    marks,
    totals: [],
    generation: "",
    ...coverage,
    definitions: [],
    notes: [],
    routes: [],
  };
}

type Published = { suspended: readonly Compared[]; absent: readonly Example[] };

/** A generation whose facts hold a row for every student of some published groups, each in one group only. */
export async function publishedState({ suspended, absent }: Published): Promise<Warehouse> {
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-state-"));
  const workDir = join(dataDir, "work");
  mkdirSync(workDir);
  const connection = await stagedConnection();
  await buildTables(connection, { district: state, asOf });
  // Months are built apart and seen as one; these rows are put into one table.
  await connection.run(`
    create table periods as from fct_student_period;
    drop view fct_student_period;
    alter table periods rename to fct_student_period`);
  const groups = [...new Set([...suspended, ...absent].map(({ group }) => group))];
  for (const [at, group] of groups.entries())
    await connection.run(
      `insert into brg_student_group (student_key, student_group) values (${at}, '${group}')`,
    );
  for (const { group, n, d, n0, d0 } of suspended) {
    const key = groups.indexOf(group);
    await addStudents(connection, { key, schoolYear: "2022-23", students: d, suspended: n });
    await addStudents(connection, { key, schoolYear: "2021-22", students: d0, suspended: n0 });
  }
  for (const { group, n, d } of absent) await addAbsences(connection, groups.indexOf(group), { n, d });
  const years = schoolYears.map(({ schoolYear }) => schoolYear);
  const parts = await writeParts(connection, { dataDir, workDir, tables: tableList(), schoolYears: years });
  connection.closeSync();
  const published = { as_of: asOf, published_at: "2023-06-10T06:00:00Z", parts, sources: [], checks: [] };
  publishGeneration(dataDir, { ...published, definitions_version: "state", fingerprint: "state" });
  const warehouse = await openWarehouse({ dataDir, district: state });
  const close = () => {
    warehouse.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...warehouse, close };
}

const personOf = (key: number) => `${key * 10_000_000} + range`;

type Suspended = { key: number; schoolYear: string; students: number; suspended: number };

/** Every tenth suspended student is suspended twice. */
async function addStudents(
  connection: DuckDBConnection,
  { key, schoolYear, students, suspended }: Suspended,
) {
  const row = `${key} as student_key, ${personOf(key)} as durable_student_key, -1 as organization_key, '${schoolYear}' as school_year`;
  await connection.run(
    `insert into fct_enrollment_spell by name select ${row}, false as is_no_show from range(${students})`,
  );
  const action = `${row}, true as is_suspension, 'out_of_school_suspension' as kind`;
  await connection.run(`insert into fct_discipline_action by name select ${action} from range(${suspended})`);
  await connection.run(
    `insert into fct_discipline_action by name select ${action} from range(0, ${suspended}, 10)`,
  );
}

/** 180 days are expected of everybody; those counted missed 18 of them, the others 17. */
async function addAbsences(connection: DuckDBConnection, key: number, { n, d }: { n: number; d: number }) {
  await connection.run(`
    insert into fct_student_period by name
    select ${key} as student_key, ${personOf(key)} as durable_student_key, -1 as organization_key, '2021-22' as school_year,
      '2022-06' as month, true as is_latest, true as is_only_school, true as is_reportable, 360 as expected_parts,
      if(range < ${n}, 36, 34) as absent_parts, if(range < ${n}, 324, 326) as attended_parts
    from range(${d})`);
}
