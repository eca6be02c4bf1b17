import { type Filter, type NamedGroup, type Slice, valueOfGroup } from "#warehouse";
import { randomComputed } from "./computed.ts";
import type { FactName, Facts } from "./facts.ts";
import { naiveMeasures } from "./measures.ts";
import { groupsOf, inDimension, type Value } from "./sources/row.ts";

/** A number from 0 up to 1, the same row of them for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Which dimensions each measure can be asked by. */
export type Reach = Map<string, readonly string[]>;

type Choosing = { random: () => number; facts: Facts; reach: Reach; groups?: NamedGroup[] };

const pick = <T>(random: () => number, from: readonly T[]): T | undefined =>
  from[Math.floor(random() * from.length)];

function some<T>(random: () => number, from: readonly T[], most: number): T[] {
  const wanted = Math.floor(random() * (most + 1));
  const chosen = new Set<T>();
  for (let left = wanted; left > 0; left--) {
    const one = pick(random, from);
    if (one !== undefined) chosen.add(one);
  }
  return [...chosen];
}

/** A slice that the model accepts: measures of one fact or of several, with the dimensions that all of them reach. */
export function randomSlice({ random, facts, reach, groups = [] }: Choosing): Slice {
  const keys = Object.keys(naiveMeasures);
  const measures = chooseMeasures(random, keys, reach);
  const dimensions = sharedDimensions(measures, reach);
  const by = some(
    random,
    dimensions.filter((key) => random() < 0.5 || !["student", "date", "instructional_day"].includes(key)),
    3,
  );
  if (measures.includes("days_left_before_chronic") && !by.includes("student")) by.push("student");
  const where = some(random, dimensions, 2).flatMap((dimension) => {
    const filter = randomFilter(dimension, measures, { random, facts, reach, groups });
    return filter ? [filter] : [];
  });
  const mayCompare = dimensions.includes("school_year");
  const totals = pick(random, ["none", "visible", "all"] as const);
  const slice: Slice = { measures, by, where, totals };
  if (mayCompare && random() < 0.3) slice.compare = "previous_year";
  else if (random() < 0.2) slice.compare = "target";
  slice.computed = randomComputed(random, slice);
  const pivot =
    random() < 0.25
      ? pick(
          random,
          by.filter((key) => isForColumns(key)),
        )
      : undefined;
  const grouping = by.filter((key) => key !== pivot).slice(0, -1);
  if (totals !== "none" && random() < 0.5) slice.subtotals = grouping.filter(() => random() < 0.6);
  if (pivot !== undefined)
    return { ...slice, pivot, ...(random() < 0.3 && !by.includes("student") ? { limit: 3 } : {}) };
  const column = pick(random, [...by, ...measures, ...slice.computed.map(({ key }) => key)]);
  if (random() < 0.5 && column !== undefined) {
    const direction = random() < 0.5 ? "asc" : "desc";
    slice.order = [{ column, direction, nulls: random() < 0.3 ? "first" : "last" }];
  }
  if (random() < 0.25 && !by.includes("student")) slice.limit = 1 + Math.floor(random() * 20);
  return slice;
}

/** Of students and of days there are too many. */
const isForColumns = (dimension: string) =>
  !["student", "date", "week", "instructional_day"].includes(dimension) && !dimension.endsWith("_on");

function chooseMeasures(random: () => number, keys: string[], reach: Reach): string[] {
  const chosen: string[] = [];
  const wanted = 1 + Math.floor(random() * 4);
  for (let tries = 0; tries < 12 && chosen.length < wanted; tries++) {
    const key = pick(random, keys);
    if (key === undefined || chosen.includes(key)) continue;
    const together = [...chosen, key];
    const needsStudent = together.includes("days_left_before_chronic");
    const shared = sharedDimensions(together, reach);
    if (shared.length > 0 && (!needsStudent || shared.includes("student"))) chosen.push(key);
  }
  return chosen;
}

function sharedDimensions(measures: string[], reach: Reach): string[] {
  const [first, ...others] = measures.map((measure) => reach.get(measure) ?? []);
  return (first ?? []).filter((dimension) => others.every((dimensions) => dimensions.includes(dimension)));
}

function randomFilter(dimension: string, measures: string[], choosing: Choosing): Filter | null {
  const { random, facts, groups = [] } = choosing;
  const ofDimension = groups.filter((group) => group.dimension === dimension);
  const group = random() < 0.5 ? pick(random, ofDimension) : undefined;
  if (group) return { dimension, op: random() < 0.7 ? "in" : "not_in", values: [valueOfGroup(group.group)] };
  const fact = naiveMeasures[measures[0] ?? ""]?.parts[0]?.fact;
  if (dimension === "student" || fact === undefined) return null;
  const known = valuesOf(fact, dimension, facts);
  const isRange = ["date", "week", "month", "school_year"].includes(dimension) || dimension.endsWith("_on");
  if (isRange && random() < 0.5) {
    const ends = [pick(random, known) ?? null, pick(random, known) ?? null].filter((value) => value !== null);
    const [low, high] = ends.map(String).sort();
    if (low === undefined || high === undefined) return null;
    return { dimension, op: "between", values: [low, high] };
  }
  const op = random() < 0.7 ? "in" : "not_in";
  const values = some(random, known, 4);
  if (values.length === 0) return null;
  return { dimension, op, values };
}

function valuesOf(fact: FactName, dimension: string, facts: Facts): Value[] {
  const found = new Set<Value>();
  for (const row of facts[fact]) {
    if (dimension === "student_group") for (const name of groupsOf(row)) found.add(name);
    else found.add(inDimension(row, dimension));
  }
  return [...found];
}
