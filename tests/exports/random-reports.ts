import type { Catalog, Slice } from "#warehouse";
import { randomComputed } from "../naive/computed.ts";

const pick = <T>(random: () => number, from: readonly T[]): T | undefined =>
  from[Math.floor(random() * from.length)];

/** A slice drawn from what a reader's catalogue says she may ask; not all of them may be asked together. */
export function randomReport({ measures, dimensions }: Catalog, random: () => number): Slice {
  const first = pick(random, measures);
  const dimensionsOf = (key: string) => measures.find((measure) => measure.key === key)?.dimensions ?? [];
  const together = measures.filter(({ facts }) => facts.some((fact) => first?.facts.includes(fact)));
  const chosen = [...new Set([first, pick(random, together)].flatMap((one) => (one ? [one.key] : [])))];
  const usable = dimensions.filter(({ key }) =>
    chosen.every((measure) => dimensionsOf(measure).includes(key)),
  );
  const several = [pick(random, usable), pick(random, usable), pick(random, usable)];
  const groups = [...new Set(several)].flatMap((one) => (one ? [one.key] : []));
  const by = groups.slice(0, 1 + Math.floor(random() * 3));
  const slice: Slice = { measures: chosen, by };
  slice.totals = pick(random, ["none", "visible", "all"] as const);
  if (random() < 0.25) slice.pivot = pick(random, by);
  const grouping = by.filter((key) => key !== slice.pivot).slice(0, -1);
  if (slice.totals !== "none" && random() < 0.6) slice.subtotals = grouping;
  if (random() < 0.3) slice.compare = random() < 0.7 ? "previous_year" : "district";
  if (random() < 0.5) slice.computed = randomComputed(random, slice);
  const column = slice.pivot === undefined ? pick(random, chosen) : undefined;
  if (random() < 0.5 && column) slice.order = [{ column, direction: random() < 0.5 ? "asc" : "desc" }];
  if (random() < 0.2) slice.limit = 1 + Math.floor(random() * 20);
  return slice;
}
