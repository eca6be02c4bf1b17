import type { Answer, Slice, Warehouse } from "#warehouse";
import type { Reader } from "../../warehouse/district.ts";
import { measures } from "../../warehouse/measures/index.ts";
import { aggregatesOf } from "../../warehouse/semantic/model/define.ts";
import { factOf } from "../../warehouse/semantic/model/facts.ts";
import { measureNamed } from "../../warehouse/semantic/model/model.ts";
import { nameOf } from "./known-sums.ts";

/** What an attacker has seen of one release: the names of counts that answers told her, and the codes of refusals. */
export type Seen = { told: Set<string>; answers: number; refused: Map<string, number> };

export const nothingSeen = (): Seen => ({ told: new Set(), answers: 0, refused: new Map() });

const places = ["school", "level", "charter_funding"];
const isPlace = (dimension: string) => places.includes(dimension);

/** Asks every published table for every measure of it, with the year before: what anybody may ask. */
export function legalQuestions(): Slice[] {
  return Object.keys(measures).flatMap((key) =>
    measureNamed(key).published.map(
      (by): Slice => ({ measures: [key], by: [...by], compare: "previous_year", totals: "all" }),
    ),
  );
}

/** Asks one question and notes what its answer tells, or why it was refused. */
export async function ask(
  slice: Slice,
  { warehouse, reader, currentYear, seen }: Asking,
): Promise<Answer | null> {
  try {
    const { answers } = await warehouse.answer([slice], reader);
    const [answer] = answers;
    seen.answers++;
    if (!answer) return null;
    note(slice, answer, { seen, currentYear });
    return answer;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    if (code === "unknown") throw error;
    seen.refused.set(code, (seen.refused.get(code) ?? 0) + 1);
    return null;
  }
}

export type Asking = { warehouse: Warehouse; reader: Reader; currentYear: string; seen: Seen };

/** The numbers that an answer gives, by the name of the count they stand for. */
export function numbersIn(slice: Slice, answer: Answer, currentYear: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of answer.rows) {
    const keys = keysOf(slice, row);
    for (const key of slice.measures) {
      const measure = measureNamed(key);
      const columns = measure.value.kind === "amount" ? [key] : [`${key}__numerator`, `${key}__denominator`];
      for (const [index, name] of namesOf({
        key,
        schoolYear: keys.get("school_year") ?? currentYear,
        keys,
      }).entries()) {
        const value = row[columns[index] ?? ""];
        if (typeof value === "number") found.set(name, value);
      }
    }
  }
  return found;
}

type Noting = { seen: Seen; currentYear: string };

/** A row stands for one published cell where "by" and filters that name one value give every dimension of it, and the year. */
function note(slice: Slice, { rows }: Answer, { seen, currentYear }: Noting): void {
  const fixed = new Map(
    (slice.where ?? []).flatMap(({ dimension, op, values }) =>
      op === "in" && values.length === 1 ? [[dimension, String(values[0])]] : [],
    ),
  );
  // A pivot tells the same numbers in another order.
  if ((slice.where ?? []).length > fixed.size || slice.pivot !== undefined) return;
  for (const row of rows) {
    const keys = new Map([...fixed, ...keysOf(slice, row)]);
    const schoolYear = keys.get("school_year");
    if (schoolYear === undefined) continue;
    for (const key of slice.measures) {
      const isTold = (...columns: string[]) => columns.some((column) => typeof row[column] === "number");
      const workedOut = (slice.computed ?? []).flatMap((one) =>
        [one.of].flat().includes(key) ? [one.key] : [],
      );
      if (isTold(key, `${key}__denominator`, ...workedOut)) tell(seen, { key, schoolYear, keys });
      if (isTold(`${key}__previous`))
        tell(seen, { key, schoolYear, keys, isOfYearBefore: true, currentYear });
    }
  }
}

function keysOf({ by = [] }: Slice, row: Answer["rows"][number]): Map<string, string> {
  return new Map(
    by.map((dimension) => {
      const cell = row[dimension];
      return [dimension, String(typeof cell === "object" && cell !== null ? cell.key : cell)];
    }),
  );
}

type Told = {
  key: string;
  schoolYear: string;
  keys: Map<string, string>;
  isOfYearBefore?: boolean;
  currentYear?: string;
};

function tell(seen: Seen, told: Told): void {
  for (const name of namesOf(told)) seen.told.add(name);
}

/** The counts that a cell of a measure is made of, by name. */
function namesOf({ key, schoolYear, keys, isOfYearBefore = false, currentYear }: Told): string[] {
  const words = (of: (dimension: string) => boolean) =>
    [...keys]
      .filter(([dimension]) => dimension !== "school_year" && of(dimension))
      .filter(([dimension, value]) => !(dimension === "student_group" && value === "ALL"))
      .map(([dimension, value]) => `${dimension}=${value}`)
      .sort()
      .join("\t");
  return aggregatesOf(measureNamed(key)).map((aggregate) => {
    const { isSnapshot, runsDayByDay } = factOf(aggregate.fact);
    const isToSameDay = isOfYearBefore && schoolYear === currentYear && (isSnapshot || runsDayByDay);
    const name = JSON.stringify(aggregate) + (isToSameDay ? " the year before" : "");
    const year = isOfYearBefore && !isToSameDay ? yearBefore(schoolYear) : schoolYear;
    return nameOf({
      schoolYear: year,
      aggregate: name,
      place: words(isPlace),
      of: words((dimension) => !isPlace(dimension)),
    });
  });
}

function yearBefore(schoolYear: string): string {
  const start = Number(schoolYear.slice(0, 4)) - 1;
  return `${start}-${String((start + 1) % 100).padStart(2, "0")}`;
}
