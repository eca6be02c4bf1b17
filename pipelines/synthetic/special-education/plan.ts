import type { Day } from "../days.ts";
import { calendarOf } from "../people/paths.ts";
import type { Spell, Student } from "../people/student.ts";
import { between, random } from "../random.ts";
import type { School } from "../schools/schools.ts";
import type { World } from "../world.ts";

/** What the special-education system knows about a student's plan by the world's date. */
export type EducationPlan = {
  /** The system's own id, without relation to any other. */
  id: string;
  student: Student;
  /** Null while the first evaluation is under way. */
  startedOn: Day | null;
  endedOn: Day | null;
  /** Of the first evaluation; null where the student came to the district with a plan. */
  evaluation: { referredOn: Day; consentOn: Day; dueOn: Day } | null;
  /** Where the special-education system believes the student to be. */
  school: School;
};

const legalDays = 60;

/** Null for a student who is unknown to the special-education system. */
export function planOf(world: World, student: Student): EducationPlan | null {
  if (!student.eligibility) return null;
  const first = student.spells[0];
  const current = spellOn(student, world.asOf);
  if (!first || !current) return null;
  const evaluation = firstEvaluation(world, student, first);
  const left = leftOn(world, student);
  const startsInTime = left === null || student.iepStartedOn <= left;
  const isStarted = student.iepStartedOn <= world.asOf && startsInTime;
  const isUnderway = evaluation !== null && evaluation.consentOn <= world.asOf && startsInTime;
  if (!isStarted && !isUnderway) return null;
  return {
    id: `SE${String(700_000 + ((student.number * 48_611) % 8_999_993)).padStart(7, "0")}`,
    student,
    startedOn: isStarted ? student.iepStartedOn : null,
    endedOn:
      left !== null && left <= world.asOf && !world.planted.iepWithoutEnrollment.has(student) ? left : null,
    evaluation,
    school: world.planted.iepAtFormerSchool.get(student) ?? current.school,
  };
}

/** The spell that is open on a day, or the last one before it. */
export function spellOn(student: Student, on: Day): Spell | undefined {
  return student.spells.findLast((spell) => spell.enteredOn <= on);
}

/** The day a student leaves the district for good; null for those who stay to the end of the last year. */
export function leftOn(world: World, student: Student): Day | null {
  const last = student.spells.at(-1);
  if (!last) return null;
  const stays = last.year === world.endYears.length - 1 && last.exitCode === "year_end";
  return stays ? null : last.exitedOn;
}

/** Consent 34 to 150 days before the first plan; breaks of more than five school days stop the clock. */
function firstEvaluation(world: World, student: Student, first: Spell): EducationPlan["evaluation"] {
  const draw = random(world.seed, "evaluate", student.number);
  const waited = draw() < 0.82 ? between(draw, 34, 60) : between(draw, 61, 150);
  const consentOn = student.iepStartedOn - waited;
  if (consentOn < first.enteredOn) return null;
  const dueOn = consentOn + legalDays + winterDaysWithin(student, consentOn);
  return { referredOn: consentOn - between(draw, 4, 15), consentOn, dueOn };
}

/** Three weeks of winter break, when the break begins within the sixty days. */
function winterDaysWithin(student: Student, consentOn: Day): number {
  const spell = spellOn(student, consentOn);
  if (!spell) return 0;
  const breakBegins = calendarOf(spell).lastDayOfS1 + 1;
  return breakBegins > consentOn && breakBegins <= consentOn + legalDays ? 23 : 0;
}
