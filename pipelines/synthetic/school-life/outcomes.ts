import { schoolYearKey } from "../calendar.ts";
import type { CsvFile } from "../csv-file.ts";
import { day } from "../days.ts";
import { gradeName, type Spell, type Student, stateStudentId } from "../people/student.ts";
import { normal, type Random, random, weighted } from "../random.ts";
import type { World } from "../world.ts";

/** State results of the spring, published in mid-August. */
export function writeAssessments(
  world: World,
  file: CsvFile,
  { student, spell }: { student: Student; spell: Spell },
): void {
  const endYear = world.endYears[spell.year] ?? 0;
  const testedOn = day(`${endYear}-04-20`);
  const isTestedGrade = (spell.grade >= 3 && spell.grade <= 8) || spell.grade === 11;
  const isThere = spell.enteredOn <= testedOn && spell.exitedOn >= testedOn;
  if (!isTestedGrade || !isThere || day(`${endYear}-08-15`) > world.asOf) return;
  const draw = random(world.seed, `assess ${spell.year}`, student.number);
  const hasPlan = student.eligibility !== null && student.iepStartedOn <= testedOn;
  for (const subject of ["ela", "math"]) {
    const isTested = draw() < (hasPlan ? 0.935 : 0.972);
    const isAccommodated = draw() < 0.46 && hasPlan;
    const score = student.ability + normal(draw) * 0.55 + (subject === "ela" ? 0.1 : -0.15);
    const level = score < -0.55 ? 1 : score < 0.1 ? 2 : score < 0.9 ? 3 : 4;
    file.write(
      stateStudentId(student),
      spell.school.id,
      schoolYearKey(endYear),
      subject,
      gradeName(spell.grade),
      isTested ? "Y" : "N",
      isTested && isAccommodated ? "Y" : "N",
      isTested ? level : null,
    );
  }
}

/** What became of a student of a cohort whose fourth year is over; the state publishes it in October. */
export function writeCohortOutcome(world: World, file: CsvFile, student: Student): void {
  const last = student.spells.at(-1);
  if (!last || last.grade < 9 || last.exitCode === "no_show") return;
  const cohortEndYear = (world.endYears[last.year] ?? 0) + 12 - last.grade;
  const firstEndYear = world.endYears[0] ?? 0;
  const isPublished = day(`${cohortEndYear}-10-15`) <= world.asOf;
  // A cohort is complete only where its twelfth grade is in the district's years.
  if (!isPublished || cohortEndYear < firstEndYear) return;
  const draw = random(world.seed, "cohort", student.number);
  const isRemoved = last.exitCode === "transfer_out" || (last.exitCode === "year_end" && last.grade < 12);
  const outcome = isRemoved ? "still_enrolled" : outcomeOf(draw, student, last);
  file.write(
    stateStudentId(student),
    last.school.id,
    schoolYearKey(cohortEndYear),
    outcome,
    isRemoved ? "Y" : "N",
  );
}

function outcomeOf(draw: Random, student: Student, last: Spell): string {
  if (last.exitCode === "graduated") return "regular_diploma";
  if (last.exitCode === "dropped_out") return "dropped_out";
  const withDisability = student.eligibility ? 1 : 0;
  return weighted(draw, [
    ["still_enrolled", 40],
    ["dropped_out", 38],
    ["other_completer", 14],
    ["certificate", 60 * withDisability],
    ["aged_out", 5 * withDisability],
  ]);
}
