import type { Reader, Subject } from "../district.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { WarehouseError } from "./errors.ts";
import { dimensions } from "./model/dimensions.ts";
import { type FactKey, factOf } from "./model/facts.ts";
import { dimensionNamed, measureNamed, reaches } from "./model/model.ts";
import { mayReadStudents, scopeOf } from "./scope.ts";
import type { Filter, Slice } from "./slice.ts";

/** Throws `incompatible` where a filter names a day that the engine cannot tell from another. */
export function refuseOtherDays(filters: readonly Filter[], { name, days: { first, last } }: Dialect): void {
  for (const { dimension, values } of filters) {
    if (dimensionNamed(dimension).type !== "date") continue;
    const beyond = values.find((day) => day !== null && (String(day) < first || String(day) > last));
    if (beyond !== undefined)
      throw new WarehouseError(
        "incompatible",
        `${beyond} cannot be asked of ${name}, which knows the days from ${first} to ${last}: name one of them for ${dimension}.`,
      );
  }
}

/** A column cannot stand twice in an answer. Throws `invalid_request`. */
export function refuseTwice(part: string, keys: readonly string[]): void {
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined)
    throw new WarehouseError("invalid_request", `"${part}" names ${twice} twice: once is enough.`);
}

/** Throws `incompatible` where rows of the fact have no such dimension. */
export function refuseUnreached(key: FactKey, dimension: string, measure: string): void {
  const fact = factOf(key);
  if (reaches(fact, dimension)) return;
  const others = Object.keys(dimensions).filter((other) => reaches(fact, other));
  throw new WarehouseError(
    "incompatible",
    `${measure} has no ${dimension}: it can be asked by ${others.join(", ")}.`,
  );
}

/**
 * Throws `incompatible` where rows of the fact have no such dimension, and `forbidden_dimension` where it shows students
 * one by one whom the reader may not see. A fact that no grant reaches is not refused: it has no rows.
 */
export function refuseUnusable(key: FactKey, dimension: string, measure: string, reader: Reader): void {
  refuseUnreached(key, dimension, measure);
  const fact = factOf(key);
  const isGranted = scopeOf(reader, fact).kind !== "nothing";
  const maySee = mayReadStudents(reader) && (!isGranted || mayReadStudents(reader, fact.subject));
  const { showsStudents, tellsOf } = dimensionNamed(dimension);
  if (tellsOf && !isGrantedOn(reader, tellsOf)) throw beyondSubjects(dimension);
  if (showsStudents && !maySee)
    throw new WarehouseError(
      "forbidden_dimension",
      `Your grants do not reach single students of ${measure}, so "${dimension}" cannot be used. Ask by school or student group.`,
    );
}

/** Some numbers mean something only beside a dimension: days left are one student's. Throws `incompatible`. */
export function refuseWithoutNeeds(slice: Slice): void {
  for (const key of slice.measures) {
    const lacking = (measureNamed(key).needs ?? []).filter((dimension) => !slice.by?.includes(dimension));
    if (lacking.length > 0)
      throw new WarehouseError(
        "incompatible",
        `${key} means something only by ${lacking.join(" and ")}: add it to "by".`,
      );
  }
}

/**
 * Students with disabilities are a group of students, yet who is in it is told by special-education records: a reader
 * without these gets all other groups, and may not ask for this one. Throws `forbidden_dimension`.
 */
export function withinSubjects(slice: Slice, filters: Filter[], reader: Reader): Filter[] {
  if (isGrantedOn(reader, "special_education")) return filters;
  const named = filters.filter(({ dimension }) => dimension === "student_group");
  if (named.some(({ op, values }) => op !== "in" || values.includes(WITH_DISABILITIES)))
    throw beyondSubjects("student_group");
  if (named.length > 0 || !slice.by?.includes("student_group")) return filters;
  const others = Object.keys(dimensionNamed("student_group").labels ?? {}).filter(
    (group) => group !== WITH_DISABILITIES,
  );
  return [...filters, { dimension: "student_group", op: "in", values: others }];
}

const WITH_DISABILITIES = "SWD";

/** One grant over students without the subject is enough to withhold it: rows of several grants stand in one answer. */
function isGrantedOn({ grants }: Reader, subject: Subject): boolean {
  const reaching = grants.filter(
    ({ subjects }) => subjects.includes("students") || subjects.includes(subject),
  );
  return (
    grants.length === 0 ||
    (reaching.length > 0 && reaching.every(({ subjects }) => subjects.includes(subject)))
  );
}

const beyondSubjects = (dimension: string) =>
  new WarehouseError(
    "forbidden_dimension",
    `Your grants do not reach special education, so "${dimension}" cannot be used this way.`,
  );
