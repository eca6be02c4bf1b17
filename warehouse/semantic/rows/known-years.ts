import type { Block } from "../plan.ts";
import { previousSchoolYear } from "../sql/school-year.ts";

/**
 * Whether the fact has any rows of the years that a row of the answer is about. Nobody counted anything in a year that
 * was never loaded: its count is unknown and not zero.
 */
export function isOfKnownYear(
  { fact, filters, period, schoolYears }: Block,
  raw: Record<string, unknown>,
): boolean {
  if (!fact.hasSchoolYear) return true;
  const filter = filters.find(({ dimension, op }) => dimension === "school_year" && op === "in");
  const asked = typeof raw.school_year === "string" ? [raw.school_year] : filter?.values.map(String);
  if (!asked) return true;
  return asked.some((year) => schoolYears.includes(period === "previous" ? previousSchoolYear(year) : year));
}
