import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { District } from "../district.ts";
import { buildTables } from "./build-tables.ts";
import { type CheckResult, runChecks } from "./run-checks.ts";
import { createEmptyStaging } from "./staging-fixture.ts";

/** A district small enough to count by hand. Its school years end on 13 June. */
export const miniDistrict: District = {
  name: "Mini Unified",
  districtId: "0761234",
  timeZone: "America/Los_Angeles",
  today: null,
  boardMeetings: ["2025-04-01"],
  schoolYears: [
    {
      schoolYear: "2023-24",
      startsOn: "2023-08-14",
      endsOn: "2024-06-14",
      normDayOn: "2023-09-15",
      censusDayOn: "2023-10-04",
    },
    {
      schoolYear: "2024-25",
      startsOn: "2024-08-12",
      endsOn: "2025-06-13",
      normDayOn: "2024-09-13",
      censusDayOn: "2024-10-02",
    },
  ],
  partsPerDay: 2,
  suppression: { threshold: 10, zeros: "shown", hideTogether: [] },
  sources: [],
  accounts: [],
  locales: ["en"],
};

/** A connection to a new database with empty staging tables, filled by `statements`. */
export async function stagedConnection(statements = ""): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await createEmptyStaging(connection);
  if (statements) await connection.run(statements);
  return connection;
}

export type MiniBuild = { connection: DuckDBConnection; checks: CheckResult[] };

/** Three schools, these statements, and the tables built from them; throws when a stop check fails. */
export async function buildMiniDistrict(
  statements: string[],
  asOf: string,
  enrollmentsAtOnce?: number,
): Promise<MiniBuild> {
  const connection = await stagedConnection(threeSchools + statements.join("\n"));
  await buildTables(connection, { district: miniDistrict, asOf, enrollmentsAtOnce });
  const checks = await runChecks(connection);
  const broken = checks.filter((check) => check.kind === "stop" && !check.passed);
  if (broken.length > 0) throw new Error(JSON.stringify(broken));
  return { connection, checks };
}

export type Row = Record<string, unknown>;

export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

/** Three schools and a calendar in which every weekday of 2024-25 (220 of them) is a school day. */
export const threeSchools = `
  insert into stg_organization
    (organization_id, name, kind, level, charter_funding, must_report, source_system, valid_from, source) values
    ('07612340000010', 'Alder', 'school', 'elementary', 'not_charter', true, 'sis', '2020-07-01', 'sis'),
    ('07612340000020', 'Birch', 'school', 'high', 'not_charter', true, 'sis', '2020-07-01', 'sis'),
    ('07612340000030', 'Cedar Charter', 'school', 'high', 'directly_funded', true, 'charter', '2020-07-01', 'sis');
  insert into stg_calendar_day (organization_id, track, calendar_on, day_type, school_month, term)
  select organization_id, 'A', cast(day as date), 'instructional', 1, 'S1'
  from stg_organization, range(timestamp '2024-08-12', timestamp '2025-06-14', interval 1 day) as weekday(day)
  where isodow(day) < 6;
`;

export const alder = "07612340000010";
export const birch = "07612340000020";
export const cedar = "07612340000030";

/** A student on the roster of a source, known to the state by `stateId`. */
export function rosterStudent(
  source: string,
  id: string,
  stateId: string | null,
  name = `Student ${id}`,
): string {
  const [given, family] = name.split(" ");
  return `
    insert into stg_or_user (source, sourced_id, user_master_identifier, given_name, family_name)
      values ('${source}', '${id}', ${stateId ? `'${stateId}'` : "null"}, '${given}', '${family}');
    insert into stg_or_role (source, sourced_id, user_sourced_id, role) values ('${source}', 'r-${id}', '${id}', 'student');
    insert into stg_or_demographic (source, sourced_id, birth_date, sex, white) values ('${source}', '${id}', '2012-03-04', 'female', 'true');`;
}

/** An enrolment spell; both days are days of enrolment. */
export function spell(
  student: string,
  school: string,
  enteredOn: string,
  exitedOn: string | null,
  exitCode = "year_end",
): string {
  const exit = exitedOn ? `'${exitedOn}', '${exitCode}'` : "null, null";
  return `
    insert into stg_enrollment_spell (source, student_id, organization_id, track, grade, entered_on, exited_on, exit_code, entry_code, is_primary)
      values ('sis', '${student}', '${school}', 'A', '5', '${enteredOn}', ${exit}, 'new', true);`;
}

/** Absent for `parts` of each of the first `days` weekdays from `firstOn`. */
export function absences(
  student: string,
  school: string,
  firstOn: string,
  days: number,
  parts = 2,
  reason = "unexcused",
): string {
  return `
    insert into stg_attendance_event (source, student_id, organization_id, absent_on, parts_absent, reason)
    select 'sis', '${student}', '${school}', cast(day as date), ${parts}, '${reason}'
    from range(timestamp '${firstOn}', timestamp '${firstOn}' + interval 1 year, interval 1 day) as weekday(day)
    where isodow(day) < 6 order by day limit ${days};`;
}
