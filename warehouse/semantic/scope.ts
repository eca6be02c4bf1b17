import type { Grant, Reader, Subject } from "../district.ts";
import type { Fact } from "./model/facts.ts";

/** The rows of a fact that a reader may be answered from. Every list is sorted; empty lists reach nothing. */
export type Scope = { kind: "everything" } | { kind: "nothing" } | ({ kind: "some" } & Reached);

/** Organization, operator and region ids, and state student ids; `historyOf` are schools whose students' past is seen. */
export type Reached = {
  schools: string[];
  operators: string[];
  regions: string[];
  students: string[];
  historyOf: string[];
};

type Asked = Pick<Fact, "subject" | "hasOrganization" | "hasStudent">;

/**
 * No grant, no rows; several grants are added up. Where any grant reaches single students, only those count: what the
 * others give is published and not read from rows. Rows of no school want a grant over the whole district.
 */
export function scopeOf(reader: Reader, fact: Asked): Scope {
  const all = grantsFor(reader, fact.subject);
  const ofStudents = all.filter((grant) => grant.mayReadStudents);
  return unionOf(fact.hasStudent && ofStudents.length > 0 ? ofStudents : all, fact);
}

/** Where a reader may be told what is published, by the grants that do not reach single students. */
export function publishedScopeOf(reader: Reader, fact: Asked): Scope {
  return unionOf(
    grantsFor(reader, fact.subject).filter((grant) => !grant.mayReadStudents),
    fact,
  );
}

function unionOf(grants: Grant[], fact: Asked): Scope {
  if (grants.some((grant) => grant.scope.kind === "district")) return { kind: "everything" };
  const reached: Reached = {
    schools: fact.hasOrganization ? idsOf(grants, "school") : [],
    operators: fact.hasOrganization ? idsOf(grants, "operator") : [],
    regions: fact.hasOrganization ? idsOf(grants, "region") : [],
    students: fact.hasStudent ? idsOf(grants, "student") : [],
    historyOf: fact.hasStudent
      ? idsOf(
          grants.filter((grant) => grant.mayReadHistory),
          "school",
        )
      : [],
  };
  const reachesNothing = Object.values(reached).every((ids) => ids.length === 0);
  return reachesNothing ? { kind: "nothing" } : { kind: "some", ...reached };
}

/** Whether any grant over this subject reaches down to single students. */
export function mayReadStudents(reader: Reader, subject: Subject = "students"): boolean {
  return grantsFor(reader, subject).some((grant) => grant.mayReadStudents);
}

/** Whether one grant over this subject reaches down to every single student of the district. */
export function mayReadAllStudents(reader: Reader, subject: Subject): boolean {
  return grantsFor(reader, subject).some((grant) => grant.mayReadStudents && grant.scope.kind === "district");
}

/** Whether students are named: every grant that shows single students must say so. */
export function mayReadNames(reader: Reader): boolean {
  const shown = reader.grants.filter((grant) => grant.mayReadStudents);
  return shown.length > 0 && shown.every((grant) => grant.mayReadNames);
}

/** Whether any grant reaches the subject over the whole district. */
export function reachesDistrict(reader: Reader, subject: Subject): boolean {
  return grantsFor(reader, subject).some((grant) => grant.scope.kind === "district");
}

function grantsFor(reader: Reader, subject: Subject): Grant[] {
  return reader.grants.filter((grant) => grant.subjects.includes(subject));
}

function idsOf(grants: Grant[], kind: "school" | "operator" | "region" | "student"): string[] {
  const ids = grants.flatMap(({ scope }) => (scope.kind === kind ? scope.ids : []));
  return [...new Set(ids)].sort();
}
