import type { Reader } from "../district.ts";
import { WarehouseError } from "./errors.ts";
import { dimensions } from "./model/dimensions.ts";
import { type FactKey, factOf } from "./model/facts.ts";
import { dimensionNamed, measureNamed, reaches } from "./model/model.ts";
import { mayReadStudents, scopeOf } from "./scope.ts";
import type { Slice } from "./slice.ts";

/** A column cannot stand twice in an answer. Throws `invalid_request`. */
export function refuseTwice(part: string, keys: readonly string[]): void {
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined)
    throw new WarehouseError("invalid_request", `"${part}" names ${twice} twice: once is enough.`);
}

/**
 * Throws `incompatible` where rows of the fact have no such dimension, and `forbidden_dimension` where it shows students
 * one by one whom the reader may not see. A fact that no grant reaches is not refused: it has no rows.
 */
export function refuseUnusable(key: FactKey, dimension: string, measure: string, reader: Reader): void {
  const fact = factOf(key);
  if (!reaches(fact, dimension)) {
    const others = Object.keys(dimensions).filter((other) => reaches(fact, other));
    throw new WarehouseError(
      "incompatible",
      `${measure} has no ${dimension}: it can be asked by ${others.join(", ")}.`,
    );
  }
  const isGranted = scopeOf(reader, fact).kind !== "nothing";
  const maySee = mayReadStudents(reader) && (!isGranted || mayReadStudents(reader, fact.subject));
  if (dimensionNamed(dimension).showsStudents && !maySee)
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
