import { measures } from "../../measures/index.ts";
import { didYouMean, nearest, WarehouseError } from "../errors.ts";
import type { Measure } from "./define.ts";
import { type Dimension, dimensionOf, dimensions } from "./dimensions.ts";
import type { Fact } from "./facts.ts";

/** The measure of this key. Throws `unknown_measure` with the nearest names. */
export function measureNamed(key: string): Measure {
  const measure = Object.hasOwn(measures, key) ? measures[key] : undefined;
  if (measure) return measure;
  const names = nearest(key, Object.keys(measures));
  throw new WarehouseError("unknown_measure", `There is no measure "${key}".${didYouMean(names)}`, {
    didYouMean: names,
  });
}

/** The dimension of this key. Throws `unknown_dimension` with the nearest names. */
export function dimensionNamed(key: string): Dimension {
  const dimension = dimensionOf(key);
  if (dimension) return dimension;
  const names = nearest(key, Object.keys(dimensions));
  throw new WarehouseError("unknown_dimension", `There is no dimension "${key}".${didYouMean(names)}`, {
    didYouMean: names,
  });
}

/** Whether rows of a fact have a value of the dimension. */
export function reaches(fact: Fact, key: string): boolean {
  if (Object.hasOwn(fact.attributes, key)) return true;
  switch (dimensionOf(key)?.home) {
    case "organization":
      return fact.hasOrganization;
    case "student":
    case "student_group":
      return fact.hasStudent;
    case "school_year":
      return fact.hasSchoolYear;
    case "month":
      return fact.isSnapshot === true || fact.happenedOn !== undefined;
    case "week":
    case "date":
      return fact.happenedOn !== undefined;
    default:
      return false;
  }
}
