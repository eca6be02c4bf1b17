import type { School } from "../schools/schools.ts";
import { gradeCode } from "./people-tables.ts";
import type { Term } from "./terms.ts";

type Subject = { title: string; code: string };

export const homeroom: Subject = { title: "Homeroom", code: "HR" };
export const subjects: Subject[] = [
  { title: "English", code: "ELA" },
  { title: "Mathematics", code: "MATH" },
  { title: "Science", code: "SCI" },
  { title: "History", code: "HIST" },
  { title: "Physical Education", code: "PE" },
  { title: "Art", code: "ART" },
];

export const courseId = (subject: Subject, grade: number): string =>
  `course-${subject.code}-${gradeCode(grade)}`;
/** A homeroom has no subject. */
export const subjectCells = (subject: Subject): string[] =>
  subject === homeroom ? ["", ""] : [subject.title, subject.code];

/** Students of a grade who go to their classes together: to a homeroom, or to a class in each of six periods. */
export type Group = { school: School; grade: number; number: number; term: Term };

const hasHomerooms = (school: School): boolean => school.level === "elementary" || school.level === "other";
export const periodsOf = (school: School): number => (hasHomerooms(school) ? 1 : subjects.length);
export const groupSize = (school: School): number =>
  ({ elementary: 24, middle: 31, high: 33, other: 12 })[school.level];

/** In every group the subjects are turned by one period against the group before. */
export function subjectOf({ school, number }: Group, period: number): Subject {
  return hasHomerooms(school) ? homeroom : (subjects[(period - 1 + number) % subjects.length] ?? homeroom);
}

export function classId(group: Group, period: number): string {
  const { school, term, grade, number } = group;
  const { code } = subjectOf(group, period);
  return `class-${school.index}-${term.key}-${gradeCode(grade)}-${number + 1}-${code}`;
}
