export type ValueType = "text" | "date" | "boolean" | "number";

/** What an engine calls things. Everything else about a query is the model's. */
export type Dialect = {
  name: string;
  /** What a statement must be run with, or it means something else. */
  settings: Record<string, string | number>;
  /** The first and last day (ISO) that the engine can hold; another would silently become one of them. */
  days: { first: string; last: string };
  asText(expression: string): string;
  /** Any number as a 64-bit float: what an answer carries. */
  asNumber(expression: string): string;
  count(condition?: string): string;
  countDistinct(column: string, condition?: string): string;
  sum(column: string, condition?: string): string;
  /** Between two values where it falls there. */
  percentile(column: string, at: number, condition?: string): string;
  monthOf(column: string): string;
  weekOf(column: string): string;
  /** '2024-25' → '2025-26'. */
  nextSchoolYear(column: string): string;
  /** '2025-11' → '2026-11'. */
  nextYearsMonth(column: string): string;
  /** The same weekday a year (364 days) later. */
  nextYearsDay(column: string): string;
  /** One bound text as a value of the type; `parameter` is its bare name. */
  value(parameter: string, type: ValueType): string;
  /** Whether a value is in a bound list of texts, each taken as the type. */
  inList(expression: string, parameter: string, type: ValueType): string;
  /** Several values as one text, nulls as nothing, with the unit separator between them. */
  joinedText(values: readonly string[]): string;
  equalOrBothNull(left: string, right: string): string;
};
