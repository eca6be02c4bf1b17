import { instructionalDay } from "../calendar.ts";
import { type Day, day } from "../days.ts";
import { calendarOf, leave, moveTo } from "../people/paths.ts";
import type { Spell, Student } from "../people/student.ts";
import { random } from "../random.ts";
import type { School } from "../schools/schools.ts";

/** True but troubling facts, the same number of each in a district of any size. */
export type Planted = {
  silentSchool: School;
  /** The tenth day of instruction before 20 November 2026, that day included. */
  silentFrom: Day;
  withoutSection: Set<Student>;
  withClash: Set<Student>;
  withMissingMark: Set<Student>;
  /** Left the district; the special-education system still has an active plan. */
  iepWithoutEnrollment: Set<Student>;
  /** Moved; the special-education system still names the school before. */
  iepAtFormerSchool: Map<Student, School>;
  /** Two ids in one system for one person. */
  withTwoIds: Set<Student>;
  /** Left, while the OneRoster role stays open. */
  onlyInSource: Set<Student>;
  /** Enrolled, while the OneRoster role has ended. */
  onlyEnrolled: Set<Student>;
};

/** Chooses students with a quiet last year, each for one fact; moves and exits are made here. */
export function plantFacts(seed: number, { students, schools, year }: Everyone): Planted {
  const silentSchool = schools[4];
  if (!silentSchool) throw new Error("A district needs more schools than that.");
  const take = taker(shuffled(seed, quietStudents(students, year)));
  const troubled = troubledSchools(schools);
  const inTroubled = (count: number) =>
    new Set(
      troubled.flatMap((school) => take(count / troubled.length, (_, spell) => spell.school === school)),
    );
  const withoutSection = inTroubled(60);
  const withClash = inTroubled(20);
  const withMissingMark = inTroubled(12);
  const elsewhere = ({ school }: Spell) => !troubled.includes(school) && school !== silentSchool;
  const inDistrict = (spell: Spell) => spell.school.system === "camino" && elsewhere(spell);
  const withPlan = (student: Student) => hasPlan(student, year);
  const withoutPlan = (student: Student, spell: Spell) => !student.eligibility && elsewhere(spell);
  return {
    silentSchool,
    silentFrom: day("2026-11-06"),
    withoutSection,
    withClash,
    withMissingMark,
    iepWithoutEnrollment: leavers(take(9, (student, spell) => withPlan(student) && elsewhere(spell))),
    iepAtFormerSchool: movers(
      take(6, (student, spell) => withPlan(student) && inDistrict(spell)),
      schools,
    ),
    withTwoIds: new Set(take(4, (student, spell) => !student.eligibility && inDistrict(spell))),
    onlyInSource: leavers(take(3, withoutPlan)),
    onlyEnrolled: new Set(take(3, withoutPlan)),
  };
}

type Suits = (student: Student, spell: Spell) => boolean;

/** Takes the first students that suit, each only once. */
function taker(quiet: Map<Student, Spell>): (count: number, suits: Suits) => Student[] {
  return (count, suits) => {
    const taken: Student[] = [];
    for (const [student, spell] of quiet) {
      if (taken.length === count) break;
      if (suits(student, spell)) taken.push(student);
    }
    for (const student of taken) quiet.delete(student);
    return taken;
  };
}

type Everyone = { students: Student[]; schools: School[]; year: number };

/** In an order of their own, so that the facts are spread over schools and grades. */
function shuffled(seed: number, quiet: Map<Student, Spell>): Map<Student, Spell> {
  const ranked = [...quiet].map((entry) => ({ entry, rank: random(seed, "plant", entry[0].number)() }));
  return new Map(ranked.sort((left, right) => left.rank - right.rank).map(({ entry }) => entry));
}

/** Two high and two middle schools of the district. */
function troubledSchools(schools: School[]): School[] {
  const of = (level: School["level"]) =>
    schools.filter((school) => school.level === level && school.system === "camino").slice(0, 2);
  return [...of("high"), ...of("middle")];
}

/** Students with one spell in the year, from its first to its last day, outside non-public schools. */
function quietStudents(students: Student[], year: number): Map<Student, Spell> {
  const quiet = new Map<Student, Spell>();
  for (const student of students) {
    const spell = student.spells.at(-1);
    if (spell?.year !== year || spell.school.isPlacement) continue;
    const stays = spell.exitCode === "year_end" || spell.exitCode === "graduated";
    if (stays && spell.entryCode === "year_start") quiet.set(student, spell);
  }
  return quiet;
}

function hasPlan(student: Student, year: number): boolean {
  const spell = student.spells.at(-1);
  const before = spell ? calendarOf({ school: spell.school, year }).firstDay - 60 : 0;
  return student.eligibility !== null && student.iepStartedOn < before;
}

function leavers(students: Student[]): Set<Student> {
  for (const [i, student] of students.entries()) {
    const spell = student.spells.at(-1);
    if (spell) leave(spell, instructionalDay(calendarOf(spell), 18 + 3 * i), "transfer_out");
  }
  return new Set(students);
}

/** The first two move to a charter, the others to another school of the district. */
function movers(students: Student[], schools: School[]): Map<Student, School> {
  const former = new Map<Student, School>();
  for (const [i, student] of students.entries()) {
    const from = student.spells.at(-1)?.school;
    const to = schools.find(
      (school) => school.level === from?.level && school !== from && (school.system === "camino") === i >= 2,
    );
    if (!from || !to) continue;
    former.set(student, from);
    moveTo(student, to, 22 + 4 * i);
  }
  return former;
}
