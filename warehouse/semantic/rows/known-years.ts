import type { Block } from "../plan.ts";
import type { Filter } from "../slice.ts";
import { schoolYearAfter } from "../sql/school-year.ts";

/**
 * Whether the fact has any rows of the years that a row of the answer is about. Nobody counted anything in a year that
 * was never loaded: its count is unknown and not zero.
 */
export function isOfKnownYear(
  { fact, filters, period, schoolYears }: Block,
  raw: Record<string, unknown>,
): boolean {
  if (!fact.hasSchoolYear) return true;
  const known = period === "previous" ? schoolYears.map(schoolYearAfter) : schoolYears;
  const asked = filters.filter(({ dimension }) => dimension === "school_year");
  return known.some(
    (year) =>
      (typeof raw.school_year !== "string" || raw.school_year === year) &&
      asked.every((filter) => isAsked(year, filter)),
  );
}

function isAsked(year: string, { op, values }: Filter): boolean {
  if (op === "between") return String(values[0]) <= year && year <= String(values[1]);
  return values.includes(year) === (op === "in");
}
