import type { Grant, Reader, Subject } from "../district.ts";
import { aggregatesOf } from "./model/define.ts";
import { factOf } from "./model/facts.ts";
import { dimensionNamed, measureNamed } from "./model/model.ts";
import { mayReadNames } from "./scope.ts";

/** What a question or a page takes to be seen: grants on these subjects, over what, and down to students or not. */
export type Needs = {
  subjects: Subject[];
  students: boolean;
  over: "anything" | "schools" | "children" | "district";
};

/** Why something is not seen, or only in part; `subject` where one is lacking. */
export type Missing =
  | { key: "no_grant" }
  | { key: "no_subject"; subject: Subject }
  | { key: "no_students" }
  | { key: "no_names" }
  | { key: "not_schools" }
  | { key: "not_children" }
  | { key: "not_whole_district" };

type Asked = { measure?: string | undefined; dimension?: string | undefined };

/** What a measure and a dimension take. Throws `unknown_measure`, `unknown_dimension`. */
export function needsOf({ measure, dimension }: Asked): Needs {
  const facts = measure ? aggregatesOf(measureNamed(measure)).map(({ fact }) => factOf(fact)) : [];
  const { tellsOf, showsStudents } = dimension ? dimensionNamed(dimension) : {};
  const subjects = [...facts.map(({ subject }) => subject), ...(tellsOf ? [tellsOf] : [])];
  return { subjects: [...new Set(subjects)], students: showsStudents === true, over: "anything" };
}

const OF_STUDENTS: readonly Subject[] = ["students", "special_education"];

/** The grants that let a reader see something of what is needed, and what she lacks. Told from her grants alone. */
export function explainAccess(reader: Reader, needs: Needs): { grants: Grant[]; missing: Missing[] } {
  if (reader.grants.length === 0) return { grants: [], missing: [{ key: "no_grant" }] };
  const touching = reader.grants.filter(
    ({ subjects }) => needs.subjects.length === 0 || needs.subjects.some((one) => subjects.includes(one)),
  );
  const lacking = needs.subjects.filter(
    (subject) => !reader.grants.some(({ subjects }) => subjects.includes(subject)),
  );
  const missing: Missing[] = lacking.map((subject) => ({ key: "no_subject", subject }));
  if (lacking.length > 0) return { grants: touching, missing };
  if (!needs.subjects.every((subject) => touching.some((grant) => isOver(grant, subject, needs))))
    missing.push({ key: beyond[needs.over] });
  const isOfStudents = needs.students || needs.subjects.some((subject) => OF_STUDENTS.includes(subject));
  const seesStudents = touching.some((grant) => grant.mayReadStudents);
  if (!seesStudents && isOfStudents) missing.push({ key: "no_students" });
  if (seesStudents && !mayReadNames(reader)) missing.push({ key: "no_names" });
  return { grants: touching, missing };
}

/** What is lacking where grants are over something else. */
const beyond = {
  anything: "not_schools",
  schools: "not_schools",
  children: "not_children",
  district: "not_whole_district",
} as const;

function isOver({ scope, subjects }: Grant, subject: Subject, { over }: Needs): boolean {
  if (!subjects.includes(subject)) return false;
  if (over === "district") return scope.kind === "district";
  if (over === "children") return scope.kind === "student";
  return over === "anything" || scope.kind !== "student";
}
