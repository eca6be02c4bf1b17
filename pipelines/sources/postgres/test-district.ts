import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database, District } from "#warehouse";
import { startDatabase, type TestDatabase } from "./test-database.ts";

export const a = "07612346000010";
const b = "07612346000027";
export const c = "07612346000034";

export const schools = `
  select cds as organization_id, name, 'school' as kind, 'elementary' as level, null as region, null as board_district,
    null as operator_id, null as operator_name, 'not_charter' as charter_funding, null as authorizer,
    reports as must_report, 'sis' as source_system, opened as valid_from, null as valid_to
  from school order by cds -- one row a school`;

export const days = {
  table: "public.school_day",
  columns: {
    organization_id: "School",
    track: "track",
    calendar_on: "day",
    day_type: "kind",
    school_month: "month",
    term: "term",
  },
};

/** A district whose school system is a database, and whose ledger is a file. */
export const district = (database: Partial<Database> = {}): District => ({
  name: "Mini Unified",
  districtId: "0761234",
  timeZone: "America/Los_Angeles",
  today: null,
  boardMeetings: [],
  schoolYears: [
    {
      schoolYear: "2026-27",
      startsOn: "2026-08-10",
      endsOn: "2027-06-01",
      normDayOn: "2026-09-11",
      censusDayOn: "2026-10-07",
    },
  ],
  partsPerDay: 2,
  suppression: { threshold: 10, zeros: "shown", hideTogether: [] },
  sources: [
    {
      key: "sis",
      label: "Student information",
      database: {
        addressEnv: "SIS_DATABASE",
        feeds: { organizations: { query: schools }, calendar: days },
        ...database,
      },
    },
    { key: "ledger", label: "Ledger", files: { accounts: "accounts.csv" } },
  ],
  accounts: [],
  locales: ["en"],
});

/** A school system's database that its reader may read, and a data folder to load it into. */
export type Bench = {
  server: TestDatabase;
  dataDir: string;
  environment: (from?: Partial<Address>) => Environment;
  renew: () => Promise<void>;
  stop: () => Promise<void>;
};
type Address = { password: string; name: string; port: number };
type Environment = { SIS_DATABASE: string };

const tables = `
  drop table if exists school_day; drop table if exists school; create sequence if not exists counter;
  create table school (cds char(20) primary key, name text, reports boolean, opened date);
  create table school_day ("School" text, track text, day date, kind text, month int, term text);
  insert into school values ('${a}', 'Lincoln, "old"', true, '2020-07-01'), ('${b}', E'Línea\\nNorte', true, '2020-07-01');
  insert into school_day values ('${a}', 'A', '2026-08-10', 'instructional', 1, 'S1'),
    ('${b}', 'A', '2026-08-10', 'instructional', 1, null);
  grant select on school, school_day to reader; grant usage on sequence counter to reader`;

export async function makeBench(): Promise<Bench> {
  const server = await startDatabase();
  await server.execute("create role reader login password 'hunter2'");
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-load-"));
  return {
    server,
    dataDir,
    environment: ({ password = "hunter2", name = "sis", port = server.port } = {}) => ({
      SIS_DATABASE: `postgres://reader:${password}@127.0.0.1:${port}/${name}`,
    }),
    async renew() {
      rmSync(dataDir, { recursive: true, force: true });
      await server.execute(tables);
    },
    async stop() {
      rmSync(dataDir, { recursive: true, force: true });
      await server.stop();
    },
  };
}
