import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, type Progress } from "#pipelines";
import type { District } from "#warehouse";
import { startPostgres } from "./postgres.ts";

/** From a PostgreSQL into the stage: a feed of eleven columns, every row checked against its contract. */
export type FromDatabase = {
  rows: number;
  columns: number;
  /** Until the extract is kept, hashed, and its rows are counted. */
  copy_seconds: number;
  stage_seconds: number;
  rows_per_second: number;
  peak_memory_mb: number;
};

const school = "07612346000010";
const organizations = `select '${school}' as organization_id, 'A School' as name, 'school' as kind, 'elementary' as level,
  null as region, null as board_district, null as operator_id, null as operator_name,
  'not_charter' as charter_funding, null as authorizer, 'Y' as must_report, 'sis' as source_system,
  '2020-07-01' as valid_from, null as valid_to`;

const studentTable = (rows: number) => `create table student as select 'SE' || n as sped_student_id,
  lpad(n::text, 10, '1') as state_student_id, 'Family ' || n % 5000 as last_name, 'Given ' || n % 900 as first_name,
  date '2008-01-01' + (n % 4000)::integer as birth_on, '${school}' as organization_id,
  (array['SLI', 'SLD', 'OHI', 'AUT'])[1 + n % 4] as eligibility, '${school}' as residence_organization_id,
  (array['0_20', '21_60', '61_100'])[1 + n % 3] as outside_general_class_share,
  date '2024-08-12' + (n % 700)::integer as iep_started_on, null::date as iep_ended_on
  from generate_series(1, ${rows}) as n`;

/** Reads a table of so many students from a server of its own, as a scheduled load does, until it is staged. */
export async function benchFromDatabase(base: District, rows: number): Promise<FromDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-bench-load-"));
  const server = await startPostgres(studentTable(rows));
  const database = { addressEnv: "BENCH_DATABASE", feeds: feedsOf() };
  const sources = [{ key: "sped", label: "Special education", database }];
  const began = new Map<string, number>();
  const note = ({ step, what }: Progress) => {
    const key = step === "land" ? `land ${what}` : step;
    if (!began.has(key)) began.set(key, performance.now());
    if (step === "build") throw new Staged();
  };
  try {
    await load({
      ...{
        district: { ...base, sources },
        dataDir: join(folder, "data"),
        source: "sped",
        asOf: "2026-11-20",
      },
      ...{ environment: { BENCH_DATABASE: server.address }, onProgress: note },
    });
    throw new Error("The load ended before it came to the build.");
  } catch (error) {
    if (!(error instanceof Staged)) throw error;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return told(rows, began);
}

/** The stage is full: what comes after it is measured elsewhere. */
class Staged extends Error {}

function feedsOf() {
  return { organizations: { query: organizations }, students: { query: "select * from student" } };
}

function told(rows: number, began: ReadonlyMap<string, number>): FromDatabase {
  const between = (from: string, to: string) => ((began.get(to) ?? 0) - (began.get(from) ?? 0)) / 1000;
  const [copy, stage] = [between("land students", "stage"), between("stage", "build")];
  return {
    ...{ rows, columns: 11 },
    copy_seconds: Math.round(10 * copy) / 10,
    stage_seconds: Math.round(10 * stage) / 10,
    rows_per_second: Math.round(rows / (copy + stage)),
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}
