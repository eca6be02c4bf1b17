import type { YearCalendar } from "../calendar.ts";
import { iso } from "../days.ts";
import type { Spell, Student } from "../people/student.ts";
import type { School } from "../schools/schools.ts";
import type { StaffMember } from "../schools/staff.ts";
import type { World } from "../world.ts";
import {
  classId,
  courseId,
  type Group,
  groupSize,
  homeroom,
  periodsOf,
  subjectCells,
  subjectOf,
  subjects,
} from "./groups.ts";
import { type Tables, writeRecord } from "./package.ts";
import { gradeCode, orgId } from "./people-tables.ts";
import { writeSchedule } from "./schedules.ts";
import { marksOf, type Term, yearId } from "./terms.ts";

const categoryId = "category-marks";

/** One course for every grade and subject; only homerooms for the younger ones. */
export function writeCourses(tables: Tables, calendar: YearCalendar, rootId: string): void {
  for (let grade = -1; grade <= 12; grade++) {
    for (const subject of grade >= 6 ? [homeroom, ...subjects] : [homeroom]) {
      const title = `${subject.title} ${gradeCode(grade)}`;
      const course = [
        yearId(calendar),
        title,
        `${subject.code}${gradeCode(grade)}`,
        gradeCode(grade),
        rootId,
      ];
      writeRecord(tables.courses, courseId(subject, grade), ...course, ...subjectCells(subject));
    }
  }
  writeRecord(tables.categories, categoryId, "Course marks", 100);
}

/** Everyone who goes to a school in the last year. */
export type Roster = { student: Student; spell: Spell }[];

type SchoolTerm = { school: School; term: Term; roster: Roster; teachers: StaffMember[] };

/** Writes a school's classes of a term, who teaches and who goes to them, and the marks. */
export function writeClasses(world: World, tables: Tables, schoolTerm: SchoolTerm): void {
  const { school, term, roster, teachers } = schoolTerm;
  const byGrade = rosterByGrade(roster);
  const grades = [...byGrade.keys()];
  let taught = 0;
  for (const [grade, members] of byGrade) {
    const groups = Math.max(1, Math.ceil(members.length / groupSize(school)));
    for (let number = 0; number < groups; number++) {
      for (let period = 1; period <= periodsOf(school); period++) {
        const teacher = teachers[(taught + period) % Math.max(1, teachers.length)];
        writeClass(world, tables, { group: { school, grade, number, term }, period, teacher });
      }
      taught += 1;
    }
    for (const [i, { student, spell }] of members.entries()) {
      const group = { school, grade, number: i % groups, term };
      const other = otherGroup(group, groups, grades);
      writeSchedule(world, tables, { student, spell, group, other });
    }
  }
}

function rosterByGrade(roster: Roster): Map<number, Roster> {
  const byGrade = new Map<number, Roster>();
  const sorted = roster.toSorted((left, right) => left.spell.grade - right.spell.grade);
  for (const place of sorted) {
    const members = byGrade.get(place.spell.grade);
    if (members) members.push(place);
    else byGrade.set(place.spell.grade, [place]);
  }
  return byGrade;
}

/** Where a student with clashing classes is entered as well. */
function otherGroup(group: Group, groups: number, grades: number[]): Group | null {
  if (groups > 1) return { ...group, number: (group.number + 1) % groups };
  const grade = grades.find((other) => other !== group.grade);
  return grade === undefined ? null : { ...group, grade, number: 0 };
}

type Taught = { group: Group; period: number; teacher: StaffMember | undefined };

function writeClass(world: World, tables: Tables, { group, period, teacher }: Taught): void {
  const { school, grade, number, term } = group;
  const subject = subjectOf(group, period);
  const id = classId(group, period);
  const type = subject === homeroom ? "homeroom" : "scheduled";
  const title = `${subject.title} ${gradeCode(grade)}-${number + 1}`;
  const room = `Room ${100 + ((school.index * 7 + number * 6 + period) % 60)}`;
  const identity = [title, gradeCode(grade), courseId(subject, grade), id.slice("class-".length), type, room];
  writeRecord(tables.classes, id, ...identity, orgId(school), term.id, ...subjectCells(subject), period);
  if (teacher) {
    const from = [iso(term.startsOn), iso(term.endsOn)];
    const place = [id, orgId(school), teacher.id, "teacher", "true", ...from];
    writeRecord(tables.enrollments, `e-${id}-${teacher.id}`, ...place);
  }
  for (const { prefix, title: lineTitle, assignedOn, dueOn } of marksOf(term)) {
    if (assignedOn > world.asOf) continue;
    const line = [lineTitle, "", iso(assignedOn), iso(dueOn), id, categoryId, term.id, 0, 100, orgId(school)];
    writeRecord(tables.lineItems, `${prefix}${id}`, ...line);
  }
}
