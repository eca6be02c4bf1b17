import type { District, Reader, Subject } from "../district.ts";
import { didYouMean, nearest, WarehouseError } from "./errors.ts";
import type { Fact } from "./model/facts.ts";

/** The rows of a fact that a reader may be answered from. */
export type Scope = { kind: "everything" } | { kind: "schools"; ids: string[] } | { kind: "nothing" };

/** No grant, no rows. Rows that belong to no school want a grant over the whole district. */
export function scopeOf(reader: Reader, fact: Pick<Fact, "subject" | "hasOrganization">): Scope {
  const grants = grantsFor(reader, fact.subject);
  if (grants.some((grant) => grant.scope.kind === "district")) return { kind: "everything" };
  const ids = grants.flatMap((grant) => (grant.scope.kind === "school" ? grant.scope.ids : []));
  if (ids.length === 0 || !fact.hasOrganization) return { kind: "nothing" };
  return { kind: "schools", ids: [...new Set(ids)].sort() };
}

/** Whether every grant over this subject reaches down to single students; else small cells are hidden. */
export function mayReadStudents(reader: Reader, subject: Subject = "students"): boolean {
  const grants = grantsFor(reader, subject);
  return grants.length > 0 && grants.every((grant) => grant.mayReadStudents);
}

function grantsFor(reader: Reader, subject: Subject) {
  return reader.grants.filter((grant) => grant.subjects.includes(subject));
}

/**
 * The person behind an account with the grants that hold on `today` (ISO date, both ends included).
 * Throws `unknown_account`.
 */
export function readerFor(district: District, account: string, today: string): Reader {
  const found = district.accounts.find((known) => known.account === account);
  if (!found) {
    const names = district.accounts.map((known) => known.account);
    throw new WarehouseError(
      "unknown_account",
      `There is no account "${account}".${didYouMean(nearest(account, names))} The accounts are ${names.join(", ")}.`,
    );
  }
  const grants = found.grants.filter(
    (grant) => grant.from <= today && (grant.to === null || today <= grant.to),
  );
  return { account: found.account, name: found.name, role: found.role, grants };
}
