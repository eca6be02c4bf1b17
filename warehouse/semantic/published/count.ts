import { createHash } from "node:crypto";
import type { Aggregate } from "../model/define.ts";
import { aggregatesOf } from "../model/define.ts";
import { factOf } from "../model/facts.ts";
import { measureNamed } from "../model/model.ts";
import { previousSchoolYear } from "../sql/school-year.ts";
import type { CountedCell, CountedNumber } from "./count-cells.ts";

/**
 * How many students stand behind a number that published tables show: of which aggregate, where ("" is the district,
 * else "level=high"), and of whom ("" is everybody, else "student_group=SWD").
 */
export type Count = { schoolYear: string; aggregate: string; place: string; of: string; persons: number };

/** A count of the release before, and whether it was hidden. */
export type ReleasedCount = Count & { isHidden: boolean };

export const countId = ({ schoolYear, aggregate, place, of }: Omit<Count, "persons">): string =>
  `${schoolYear}\t${shortName(aggregate)}\t${place}\t${of}`;

/** A release has some hundred thousand ids of some hundred aggregates: in an id, a hash stands for the whole name. */
function shortName(aggregate: string): string {
  const known = shortNames.get(aggregate);
  if (known !== undefined) return known;
  const name = createHash("sha256").update(aggregate).digest("base64url").slice(0, 12);
  shortNames.set(aggregate, name);
  return name;
}

const shortNames = new Map<string, string>();

/** The name of an aggregate: two measures that are made of the same one show the same counts. */
export function aggregateName(aggregate: Aggregate): string {
  const known = names.get(aggregate);
  if (known !== undefined) return known;
  const name = JSON.stringify(aggregate);
  names.set(aggregate, name);
  return name;
}

/** A release asks for the same hundred some million times. */
const names = new WeakMap<Aggregate, string>();

/** The counts that a cell shows now, a component each. */
export function countsNow(cell: CountedCell, threshold: number): Count[] {
  const { schoolYear, place, of } = cell;
  return aggregatesOf(measureNamed(cell.measure)).map((aggregate, index) => ({
    schoolYear,
    aggregate: aggregateName(aggregate),
    place,
    of,
    persons: personsIn(aggregate, cell.now[index], threshold),
  }));
}

/**
 * The counts that a cell shows of the year before. Where that is the whole year it is what that year's own cell shows;
 * to the same day it is a count of its own.
 */
export function countsBefore(
  cell: CountedCell,
  { currentYear, threshold }: { currentYear: string; threshold: number },
): Count[] {
  const { schoolYear, place, of } = cell;
  return aggregatesOf(measureNamed(cell.measure)).map((aggregate, index) => {
    const fact = factOf(aggregate.fact);
    const isToSameDay = schoolYear === currentYear && (fact.isSnapshot || fact.runsDayByDay);
    const name = aggregateName(aggregate);
    return {
      schoolYear: isToSameDay ? schoolYear : previousSchoolYear(schoolYear),
      aggregate: isToSameDay ? `${name} the year before` : name,
      place,
      of,
      persons: personsIn(aggregate, cell.before[index], threshold),
    };
  });
}

/** Rows are counted where there are enough persons behind them, since rows are what people see and subtract. */
function personsIn({ kind }: Aggregate, counted: CountedNumber | undefined, threshold: number): number {
  const { value, persons } = counted ?? { value: null, persons: null };
  const few = persons !== null && persons <= threshold;
  return (kind === "count" && !few ? value : persons) ?? 0;
}

const placeDimensions = new Set(["school", "level", "charter_funding"]);

/** Where a row of a published table counts, and whom. */
export function whereAndWhom(
  dimensions: readonly string[],
  keys: readonly string[],
): Pick<Count, "place" | "of"> {
  const [place, of]: [string[], string[]] = [[], []];
  for (const [index, dimension] of dimensions.entries()) {
    const word = `${dimension}=${keys[index] ?? ""}`;
    if (placeDimensions.has(dimension)) place.push(word);
    else if (word !== "student_group=ALL") of.push(word);
  }
  return { place: place.join("\t"), of: of.join("\t") };
}
