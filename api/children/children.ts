import { createHash } from "node:crypto";
import type { Grant, Reader, Subject, Warehouse } from "#warehouse";
import { noteShown, noting, withGrants } from "../access/showing.ts";
import { only } from "../pages/filters.ts";

/** A student as the school page and a guardian's page name one; `school` serves her today, or is null. */
export type Child = { name: string; grade: string | null; school: { key: string; label: string } | null };

/** The reader as a guardian: with her grants over single children and nothing else. */
export function asGuardian(reader: Reader): Reader {
  return withGrants(
    reader,
    reader.grants.filter(({ scope }) => scope.kind === "student"),
  );
}

/** What the reader's work at schools gives her of students, for records of one subject. */
export function grantsAtSchool(reader: Reader, subject: Subject): Grant[] {
  return reader.grants
    .filter(({ scope, mayReadStudents }) => mayReadStudents && scope.kind !== "student")
    .filter(({ subjects }) => subjects.includes(subject))
    .map((grant) => ({ ...grant, subjects: ["students"] }));
}

/** The state student ids that a guardian's grants name. */
export function childrenOf(reader: Reader): string[] {
  const ids = reader.grants.flatMap(({ scope }) => (scope.kind === "student" ? scope.ids : []));
  return [...new Set(ids)].sort();
}

/** What a child is called in addresses: no state id, and nothing to anybody but this reader. */
export function childKey(reader: Reader, stateStudentId: string): string {
  return createHash("sha256").update(`${reader.account} ${stateStudentId}`).digest("hex").slice(0, 16);
}

type Asking = {
  warehouse: Warehouse;
  reader: Reader;
  /** Those of the reader's grants that count. */
  grants: Grant[];
  generation: string;
  schoolYear: string;
};

/**
 * Those of these students whom the grants let a reader see, by state student id. The warehouse's scope decides, nothing
 * here. Noted as shown is nobody yet: see `noteChildren`.
 */
export async function childrenSeen(ids: string[], asking: Asking): Promise<Map<string, Child>> {
  const { warehouse, reader, grants, generation, schoolYear } = asking;
  const keys = await warehouse.studentKeys(ids, generation);
  if (keys.size === 0 || grants.length === 0) return new Map();
  const slice = {
    measures: ["enrollment"],
    by: ["student", "grade", "school"],
    where: [only("student", ...[...keys.values()].map(String)), only("school_year", schoolYear)],
    order: [{ column: "enrollment", direction: "asc" as const }],
    generation,
  };
  // More are asked for than may be seen: whoever shows some of them notes these.
  const { made } = await noting(reader, (own) => warehouse.answer([slice], withGrants(own, grants)));
  const idOf = new Map([...keys].map(([id, key]) => [String(key), id]));
  // Rows come with those enrolled today last, so that of a student who moved the last one is kept.
  return new Map(
    (made.answers[0]?.rows ?? []).flatMap(({ student, grade, school, enrollment }): [string, Child][] => {
      if (typeof student !== "object" || student === null) return [];
      const id = idOf.get(String(student.key));
      const isHere = typeof enrollment === "number" && enrollment > 0;
      const place = typeof school === "object" && school !== null ? school : null;
      if (id === undefined) return [];
      const words = typeof grade === "object" && grade !== null && grade.key !== null ? grade.label : null;
      const at = isHere && place ? { key: String(place.key), label: place.label } : null;
      return [[id, { name: student.label, grade: words, school: at }]];
    }),
  );
}

/** Notes that a reader was shown these students, by state student id. */
export function noteChildren(reader: Reader, students: string[], generation: string): void {
  if (students.length === 0) return;
  const fields = ["student", "grade", "school"];
  noteShown(reader, {
    generation,
    students: [...new Set(students)],
    fields,
    subject: "name, grade and school",
  });
}
