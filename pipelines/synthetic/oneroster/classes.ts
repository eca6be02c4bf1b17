import type { YearCalendar } from "../calendar.ts";
import { type Day, iso } from "../days.ts";
import { type Spell, type Student, studentId } from "../people/student.ts";
import { normal, random } from "../random.ts";
import type { School } from "../schools/schools.ts";
import type { StaffMember } from "../schools/staff.ts";
import type { World } from "../world.ts";
import type { Tables } from "./package.ts";
import { gradeCode, orgId } from "./people-tables.ts";

/** A semester of the last school year that has begun by the world's date. */
export type Term = { key: "S1" | "S2"; id: string; startsOn: Day; endsOn: Day; progressOn: Day };

const secondary = ["English", "Mathematics", "Science", "History", "Physical Education", "Art"];
const subjectCodes = ["ELA", "MATH", "SCI", "HIST", "PE", "ART"];

export function termsOf(world: World, calendar: YearCalendar): Term[] {
  const { instructional, firstDay, lastDay, lastDayOfS1, schoolYear } = calendar;
  const half = instructional.filter((on) => on <= lastDayOfS1).length;
  const at = (position: number) => instructional[position] ?? lastDay;
  const terms: Term[] = [
    { key: "S1", id: `term-${schoolYear}-S1`, startsOn: firstDay, endsOn: lastDayOfS1, progressOn: at(43) },
    {
      key: "S2",
      id: `term-${schoolYear}-S2`,
      startsOn: at(half),
      endsOn: lastDay,
      progressOn: at(half + 43),
    },
  ];
  return terms.filter((term) => term.startsOn <= world.asOf);
}

export function writeSessions(world: World, tables: Tables, calendar: YearCalendar): void {
  const { schoolYear, endYear, firstDay, lastDay } = calendar;
  const yearId = `year-${schoolYear}`;
  tables.academicSessions.write(
    yearId,
    "",
    "",
    schoolYear,
    "schoolYear",
    iso(firstDay),
    iso(lastDay),
    "",
    endYear,
  );
  for (const term of termsOf(world, calendar)) {
    const dates = [iso(term.startsOn), iso(term.endsOn)];
    tables.academicSessions.write(
      term.id,
      "",
      "",
      `${schoolYear} ${term.key}`,
      "semester",
      ...dates,
      yearId,
      endYear,
    );
  }
}

/** One course for every grade and subject, homerooms for the younger ones. */
export function writeCourses(tables: Tables, calendar: YearCalendar, rootId: string): void {
  for (let grade = -1; grade <= 12; grade++) {
    const subjects = ["Homeroom", ...(grade >= 6 ? secondary : [])];
    for (const subject of subjects) {
      const code = subject === "Homeroom" ? "HR" : (subjectCodes[secondary.indexOf(subject)] ?? "");
      const id = `course-${code}-${gradeCode(grade)}`;
      const cells = [
        `year-${calendar.schoolYear}`,
        `${subject} ${gradeCode(grade)}`,
        `${code}${gradeCode(grade)}`,
      ];
      tables.courses.write(
        id,
        "",
        "",
        ...cells,
        gradeCode(grade),
        rootId,
        subject === "Homeroom" ? "" : subject,
        subject === "Homeroom" ? "" : code,
      );
    }
  }
  tables.categories.write("category-marks", "", "", "Course marks", 100);
}

/** The classes one group of students goes to together: a homeroom, or a class in each of six periods. */
type Group = { school: School; grade: number; number: number; term: Term };

const isHomeroom = (school: School): boolean => school.level === "elementary" || school.level === "other";
const periodsOf = (school: School): number => (isHomeroom(school) ? 1 : secondary.length);
const groupSize = (school: School): number =>
  ({ elementary: 24, middle: 31, high: 33, other: 12 })[school.level];

/** In every group the subjects are turned by one period against the group before. */
function classOf({ school, grade, number, term }: Group, period: number) {
  const subject = isHomeroom(school) ? -1 : (period - 1 + number) % secondary.length;
  const code = subject < 0 ? "HR" : (subjectCodes[subject] ?? "");
  const id = `class-${school.index}-${term.key}-${gradeCode(grade)}-${number + 1}-${code}`;
  return {
    id,
    code,
    course: `course-${code}-${gradeCode(grade)}`,
    title: `${secondary[subject] ?? "Homeroom"} ${gradeCode(grade)}-${number + 1}`,
    subject,
  };
}

export type Roster = { student: Student; spell: Spell }[];

/** Writes a school's classes of a term, who teaches and who goes to them, and the marks. */
export function writeClasses(
  world: World,
  tables: Tables,
  { school, term, roster, teachers }: SchoolTerm,
): void {
  const byGrade = new Map<number, Roster>();
  for (const place of roster)
    byGrade.set(place.spell.grade, [...(byGrade.get(place.spell.grade) ?? []), place]);
  let taught = 0;
  for (const [grade, members] of [...byGrade].sort(([left], [right]) => left - right)) {
    const groups = Math.max(1, Math.ceil(members.length / groupSize(school)));
    for (let number = 0; number < groups; number++) {
      const group = { school, grade, number, term };
      for (let period = 1; period <= periodsOf(school); period++) {
        const teacher = teachers[(taught + period) % Math.max(1, teachers.length)];
        writeClass(world, tables, { group, period, teacher });
      }
      taught += 1;
    }
    for (const [i, { student, spell }] of members.entries()) {
      const group = { school, grade, number: i % groups, term };
      const other = otherGroup(group, groups, [...byGrade.keys()]);
      writeSchedule(world, tables, { student, spell, group, other });
    }
  }
}

type SchoolTerm = { school: School; term: Term; roster: Roster; teachers: StaffMember[] };

/** Where a student with clashing classes is entered as well. */
function otherGroup(group: Group, groups: number, grades: number[]): Group | null {
  if (groups > 1) return { ...group, number: (group.number + 1) % groups };
  const grade = grades.find((other) => other !== group.grade);
  return grade === undefined ? null : { ...group, grade, number: 0 };
}

type Taught = { group: Group; period: number; teacher: StaffMember | undefined };

function writeClass(world: World, tables: Tables, { group, period, teacher }: Taught): void {
  const { school, grade, term } = group;
  const { id, code, course, title, subject } = classOf(group, period);
  const type = subject < 0 ? "homeroom" : "scheduled";
  const codes = subject < 0 ? ["", ""] : [secondary[subject] ?? "", code];
  tables.classes.write(
    id,
    "",
    "",
    title,
    gradeCode(grade),
    course,
    id.slice(6),
    type,
    `Room ${100 + ((school.index * 7 + group.number * 6 + period) % 60)}`,
    orgId(school),
    term.id,
    ...codes,
    String(period),
  );
  if (teacher) {
    tables.enrollments.write(
      `e-${id}-${teacher.id}`,
      "",
      "",
      id,
      orgId(school),
      teacher.id,
      "teacher",
      "true",
      iso(term.startsOn),
      iso(term.endsOn),
    );
  }
  for (const line of linesOf(term)) {
    if (line.assignedOn > world.asOf) continue;
    tables.lineItems.write(
      `${line.prefix}${id}`,
      "",
      "",
      line.title,
      "",
      iso(line.assignedOn),
      iso(line.dueOn),
      id,
      "category-marks",
      term.id,
      0,
      100,
      orgId(school),
    );
  }
}

const linesOf = (term: Term) => [
  { prefix: "lp-", title: "Progress", assignedOn: term.startsOn, dueOn: term.progressOn },
  { prefix: "lf-", title: "Final", assignedOn: term.progressOn + 1, dueOn: term.endsOn },
];

type Schedule = { student: Student; spell: Spell; group: Group; other: Group | null };

/** A full timetable and complete marks, but for the planted exceptions. */
function writeSchedule(world: World, tables: Tables, { student, spell, group, other }: Schedule): void {
  const { planted } = world;
  if (planted.withoutSection.has(student) || spell.enteredOn > world.asOf) return;
  if (spell.enteredOn > group.term.endsOn || spell.exitedOn < group.term.startsOn) return;
  const draw = random(world.seed, `marks ${group.term.key}`, student.number);
  for (let period = 1; period <= periodsOf(group.school); period++) {
    const isMissing = planted.withMissingMark.has(student) && period === 1;
    const mark = 74 + student.ability * 9 + normal(draw) * 7;
    writePlace(world, tables, { student, spell, group, period, mark, isMissing });
    const clashes = planted.withClash.has(student) && period === (2 % periodsOf(group.school)) + 1;
    if (clashes && other)
      writePlace(world, tables, { student, spell, group: other, period, mark, isMissing: false });
  }
}

type Place = {
  student: Student;
  spell: Spell;
  group: Group;
  period: number;
  mark: number;
  isMissing: boolean;
};

function writePlace(
  world: World,
  tables: Tables,
  { student, spell, group, period, mark, isMissing }: Place,
): void {
  const { school, term } = group;
  const classId = classOf(group, period).id;
  const id = studentId(student, school.system);
  const beginsOn = Math.max(spell.enteredOn, term.startsOn);
  const isOpen = spell.exitedOn > world.asOf || world.planted.onlyInSource.has(student);
  const endsOn = isOpen
    ? term.endsOn <= world.asOf
      ? iso(term.endsOn)
      : ""
    : iso(Math.min(spell.exitedOn, term.endsOn));
  tables.enrollments.write(
    `e-${classId}-${id}`,
    "",
    "",
    classId,
    orgId(school),
    id,
    "student",
    "false",
    iso(beginsOn),
    endsOn,
  );
  const score = Math.round(Math.max(31, Math.min(100, mark)));
  for (const line of linesOf(term)) {
    if (line.dueOn > world.asOf || isMissing || (!isOpen && spell.exitedOn < line.dueOn)) continue;
    // Who came later brings the mark along from the school before.
    const scoredOn = iso(Math.max(line.dueOn, beginsOn));
    const lineId = `${line.prefix}${classId}`;
    tables.results.write(
      `r-${lineId}-${id}`,
      "",
      "",
      lineId,
      id,
      "fully graded",
      score,
      scoredOn,
      "",
      "",
      classId,
      "false",
      "false",
      "false",
      "false",
    );
  }
}

export const openSpells = (student: Student, year: number): Spell[] =>
  student.spells.filter((spell) => spell.year === year && spell.exitCode !== "no_show");
