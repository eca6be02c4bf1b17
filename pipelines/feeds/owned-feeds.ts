import type { District } from "#warehouse";
import type { Feed, Reference } from "./define-feed.ts";
import { feeds } from "./index.ts";

/** Whose each operator's source is: the operator's id by the source's key. */
export function operatorsOf({ sources }: Pick<District, "sources">): ReadonlyMap<string, string> {
  return new Map(sources.flatMap(({ key, operator }) => (operator === undefined ? [] : [[key, operator]])));
}

/** The references of a feed to schools, which say whose a row is. */
export const toSchools = ({ references = [] }: Feed): Reference[] =>
  references.filter(({ table }) => table === "stg_organization");

/** The columns of a feed that name a student, and how the roster of the source names her in turn. */
export function studentColumns({ references = [], columns }: Feed): { column: string; known: string }[] {
  const byRoster = references
    .filter(({ table }) => table === "stg_or_user")
    .map(({ column, target }) => ({ column, known: target }));
  const byState = "state_student_id" in columns ? [{ column: "state_student_id" }] : [];
  return [...byRoster, ...byState.map((one) => ({ ...one, known: "user_master_identifier" }))];
}

/**
 * Whether every row of a feed says whose it is: it names a school or a student, or refers to a row of the same source
 * that does. Who runs a school is not for an operator to say, so the list of organizations is no such feed.
 */
export function isOwned(feed: Feed): boolean {
  if (toSchools(feed).length > 0 || studentColumns(feed).length > 0) return true;
  const own = (feed.references ?? []).filter(({ anySource }) => !anySource);
  return own.some(({ table }) => feeds.some((other) => other.table === table && isOwned(other)));
}
