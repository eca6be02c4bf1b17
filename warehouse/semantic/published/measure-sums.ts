import { measures } from "../../measures/index.ts";
import { partsOfWholes } from "../../measures/published.ts";
import { aggregatesOf, type Measure } from "../model/define.ts";
import { measureNamed } from "../model/model.ts";
import { aggregateName } from "./count.ts";

/** The aggregates that lie within others, by name. */
export function withinMeasures(): { whole: string; parts: string[] }[] {
  return partsOfWholes.map(({ whole, parts }) => ({
    whole: columnAggregate(whole),
    parts: parts.map(columnAggregate),
  }));
}

function columnAggregate(column: string): string {
  const [key = "", part] = column.split("__");
  const measure: Measure = measureNamed(key);
  const aggregate = aggregatesOf(measure)[part === "denominator" ? 1 : 0];
  if (!aggregate) throw new Error(`partsOfWholes names ${column}, but ${key} has no such number.`);
  return aggregateName(aggregate);
}

/** The denominators of the rates that an aggregate is the numerator of, where both count students or rows. */
export function denominatorsOf(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const measure of Object.values(measures)) {
    const pair = measure.value.kind === "rate" ? aggregatesOf(measure) : [];
    if (pair.length === 0 || !pair.every(({ kind }) => counting.has(kind))) continue;
    const [numerator = "", denominator = ""] = pair.map(aggregateName);
    found.set(numerator, [...new Set([...(found.get(numerator) ?? []), denominator])]);
  }
  return found;
}

const counting = new Set(["count", "students", "studentsOver"]);
