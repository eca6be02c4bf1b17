import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { CsvFile } from "./csv-file.ts";
import type { Day } from "./days.ts";
import { writeFinance } from "./finance/write-finance.ts";
import { writeExpectedFindings } from "./findings/expected-findings.ts";
import type { Rejection } from "./findings/planted-rejections.ts";
import { writePackages } from "./oneroster/write-packages.ts";
import type { Spell, Student } from "./people/student.ts";
import { Attendance } from "./school-life/attendance.ts";
import { writeCensus } from "./school-life/census.ts";
import { writeDiscipline } from "./school-life/discipline.ts";
import { writePrograms, writeSpell } from "./school-life/enrollment.ts";
import { writeAssessments, writeCohortOutcome } from "./school-life/outcomes.ts";
import { closeSchoolFiles, openSchoolFiles, type SchoolFiles } from "./school-life/school-life-files.ts";
import { writeSubmissions } from "./school-life/submissions.ts";
import { writeCalendar, writeOrganizations } from "./schools/school-files.ts";
import { writeStaff } from "./schools/staff.ts";
import { writeEvaluations, writeMeetings } from "./special-education/meetings.ts";
import { planOf } from "./special-education/plan.ts";
import { Services } from "./special-education/services.ts";
import {
  openSpecialEducation,
  type SpecialEducationFiles,
  writePlan,
} from "./special-education/write-special-education.ts";
import { buildWorld, type World } from "./world.ts";

/** How far the writing is: what is being written, and how many of how many students. */
type Progress = { step: string; done: number; total: number };

export type DistrictOptions = {
  /** Enrolled in the last year, about: 50 to 640,000. */
  students: number;
  /** About so many, 24 at least; in proportion to the students unless said. */
  schools?: number | undefined;
  /** School years, the last one 2026-27. */
  years: number;
  seed: number;
  /** A folder; it is made where it is missing and its files are replaced. */
  out: string;
  /** Nothing that was recorded later is written; an ISO date in the last school year. */
  asOf?: string;
  onProgress?: (progress: Progress) => void;
};

const demoDate = "2026-11-20";
const studentsPerTurn = 2_000;

/**
 * Writes the source files of the made-up district "Camino Unified", as its systems would send them: three OneRoster 1.2
 * packages, the delimited feeds, the state's file, and `expected-findings.json`. The same arguments give the same bytes.
 */
export async function writeDistrict(options: DistrictOptions): Promise<void> {
  const { students, schools, years, seed, out, asOf = demoDate, onProgress = () => {} } = options;
  checkOptions({ students, years, asOf });
  onProgress({ step: "Making up schools and students", done: 0, total: students });
  const world = buildWorld({ students, schools, years, seed, asOf });
  mkdirSync(out, { recursive: true });
  const rejections: Rejection[] = [];
  const files = openSchoolFiles(out);
  const special = openSpecialEducation(out);
  const writers = {
    files,
    special,
    attendance: new Attendance(world, files.attendance, rejections),
    services: new Services(world, special, rejections),
  };
  for (const [done, student] of world.students.entries()) {
    if (done % studentsPerTurn === 0) {
      onProgress({ step: "Writing students", done, total: world.students.length });
      await setImmediate();
    }
    writeStudentLife(world, writers, student);
  }
  writeSubmissions(world, files.submissions);
  closeSchoolFiles(files);
  for (const file of Object.values(special)) file.close();
  onProgress({ step: "Writing schools, finance and state files", done: 0, total: world.schools.length });
  writeSchools(world, out);
  writeFinance(world, out);
  writeCensus(world, join(out, "state", "frpm.csv"));
  onProgress({ step: "Packing OneRoster packages", done: 0, total: 3 });
  await writePackages(world, out);
  writeExpectedFindings(world, rejections, join(out, "expected-findings.json"));
  onProgress({ step: "Written", done: world.students.length, total: world.students.length });
}

type Writers = {
  files: SchoolFiles;
  special: SpecialEducationFiles;
  attendance: Attendance;
  services: Services;
};

function writeStudentLife(
  world: World,
  { files, special, attendance, services }: Writers,
  student: Student,
): void {
  const missedDays = new Map<Spell, Set<Day>>();
  for (const spell of student.spells) {
    if (spell.enteredOn > world.asOf) break;
    writeSpell(world, files.enrollment[spell.school.system], { student, spell });
    const suspended = writeDiscipline(world, files.discipline, { student, spell });
    missedDays.set(spell, attendance.write(student, spell, suspended));
    writeAssessments(world, files.assessments, { student, spell });
  }
  if (missedDays.size === 0) return;
  writePrograms(world, files.programs, student);
  writeCohortOutcome(world, files.cohorts, student);
  const plan = planOf(world, student);
  if (plan === null) return;
  writePlan(world, special, plan);
  writeEvaluations(world, special, plan);
  writeMeetings(world, special, plan);
  services.write(plan, missedDays);
}

function writeSchools(world: World, out: string): void {
  const open = (feed: string, header: string) =>
    new CsvFile(join(out, "camino", `${feed}.csv`), header.split(" "));
  const organizations = open(
    "organizations",
    "organization_id name kind level region board_district operator_id operator_name charter_funding authorizer must_report source_system valid_from valid_to",
  );
  const calendar = open("calendar", "organization_id track calendar_on day_type school_month term");
  const staff = open(
    "staff_assignments",
    "staff_id organization_id name role is_credentialed fte started_on ended_on",
  );
  writeOrganizations(organizations, world.schools);
  writeCalendar(calendar, world.schools);
  writeStaff(world, staff);
  for (const file of [organizations, calendar, staff]) file.close();
}

function checkOptions({ students, years, asOf }: { students: number; years: number; asOf: string }): void {
  if (!Number.isInteger(students) || students < 50) {
    throw new Error(`A district needs a whole number of at least 50 students, not ${students}.`);
  }
  if (!Number.isInteger(years) || years < 1 || years > 10) {
    throw new Error(`A district has 1 to 10 whole school years, not ${years}.`);
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || asOf < "2026-08-10" || asOf > "2027-06-30") {
    throw new Error(
      `The date ${asOf} is not a day of the school year 2026-27; give one from 2026-08-10 to 2027-06-30.`,
    );
  }
}
