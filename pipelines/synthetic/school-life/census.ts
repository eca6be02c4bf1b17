import { CsvFile } from "../csv-file.ts";
import { day } from "../days.ts";
import { gradeName, type Student } from "../people/student.ts";
import { convertedCharter, fundingOf } from "../schools/school-files.ts";
import { districtId, type School } from "../schools/schools.ts";
import type { World } from "../world.ts";

// biome-ignore format: the published header in rows
const header = [
  "index", "Academic Year", "County Code", "District Code", "School Code", "County Name", "District Name", "School Name",
  "District Type", "School Type", "Educational Option Type", "NSLP Provision Status", "Charter School (Y/N)",
  "Charter School Number", "Charter Funding Type", "IRC", "Low Grade", "High Grade", "Enrollment (K-12)",
  "Free Meal Count (K-12)", "Percent (%) Eligible Free (K-12)", "FRPM Count (K-12)", "Percent (%) Eligible FRPM (K-12)",
  "Enrollment (Ages 5-17)", "Free Meal Count (Ages 5-17)", "Percent (%) Eligible Free (Ages 5-17)",
  "FRPM Count (Ages 5-17)", "Percent (%) Eligible FRPM (Ages 5-17)", "2025-26 CALPADS Fall 1 Certification Status",
];

/** Enrolled, free meals, free or reduced meals; of all grades and of ages 5 to 17. */
type Counts = [number, number, number, number, number, number];

const schoolTypes = {
  elementary: "Elementary Schools (Public)",
  middle: "Intermediate/Middle/Junior High",
  high: "High Schools (Public)",
  other: "District Office",
};

/** The state's file of last year as it publishes it: counts as decimals, a blank row and a row of totals at the end. */
export function writeCensus(world: World, path: string): void {
  const file = new CsvFile(path, header);
  const counts = countStudents(world);
  const total: Counts = [0, 0, 0, 0, 0, 0];
  for (const [index, school] of world.schools.entries()) {
    const ofSchool = counts[index] ?? [0, 0, 0, 0, 0, 0];
    for (const [i, count] of ofSchool.entries()) total[i] = (total[i] ?? 0) + count;
    const isDirect = school === convertedCharter(world.schools) || fundingOf(school) === "directly_funded";
    file.write(index, "2025-2026", ...identity(school, isDirect), ...countCells(ofSchool), "1.0");
  }
  file.write(world.schools.length, ...header.slice(1).map(() => null));
  file.write(world.schools.length + 1, ...header.slice(1, 18).map(() => null), ...countCells(total), null);
  file.close();
}

/** On census day of last year; a district of one year stands in with its own first October. */
function countStudents(world: World): Counts[] {
  const year = Math.max(0, world.endYears.length - 2);
  const countedOn = day(`${(world.endYears[year] ?? 0) - 1}-10-01`);
  const counts = world.schools.map((): Counts => [0, 0, 0, 0, 0, 0]);
  for (const student of world.students) {
    for (const spell of student.spells) {
      const isThere = spell.enteredOn <= countedOn && spell.exitedOn >= countedOn;
      const ofSchool = counts[spell.school.index];
      if (spell.year === year && isThere && ofSchool) count(ofSchool, student, countedOn);
    }
  }
  return counts;
}

function count(counts: Counts, student: Student, countedOn: number): void {
  const age = Math.floor((countedOn - student.birthOn) / 365.25);
  const isOfAge = age >= 5 && age <= 17 ? 1 : 0;
  const free = student.meals === "free" ? 1 : 0;
  const reduced = student.meals === "reduced" ? 1 : 0;
  for (const [i, add] of [1, free, free + reduced].entries()) {
    counts[i] = (counts[i] ?? 0) + add;
    counts[i + 3] = (counts[i + 3] ?? 0) + add * isOfAge;
  }
}

function identity(school: School, isDirect: boolean): (string | null)[] {
  const isCharter = school.system !== "camino";
  return [
    school.id.slice(0, 2),
    `${districtId.slice(2)}.0`,
    school.id.slice(7),
    "Camino",
    "Camino Unified",
    school.name,
    "Unified School District",
    schoolTypes[school.level],
    school.isPlacement ? null : "Traditional",
    null,
    school.isPlacement ? null : isCharter ? "1.0" : "0.0",
    isCharter ? String(1200 + school.index) : null,
    isCharter ? (isDirect ? "Directly funded" : "Locally funded") : null,
    isCharter ? "1.0" : "0.0",
    gradeName(Math.max(0, school.low)),
    gradeName(school.high),
  ];
}

function countCells([all, free, frpm, ofAge, freeOfAge, frpmOfAge]: Counts): string[] {
  const share = (part: number, whole: number) => (whole === 0 ? "" : String(part / whole));
  // biome-ignore format: one row
  const cells = (whole: number, first: number, second: number) => [
    whole.toFixed(1), first.toFixed(1), share(first, whole), second.toFixed(1), share(second, whole),
  ];
  return [...cells(all, free, frpm), ...cells(ofAge, freeOfAge, frpmOfAge)];
}
