import type { Count } from "./count.ts";
import { type Parting, partings, type Rate } from "./partings.ts";
import { type Places, placesWithin } from "./places.ts";
import { type Series, seriesIn } from "./series.ts";

/**
 * A sum that everybody knows to hold: the whole is its parts and a rest, which nobody is shown and anybody can subtract.
 * All are ids of counts; the rest has a name of its own, and the place where it stands. A whole that is null is a number
 * that counts as known.
 */
export type Relation = {
  /** What it says of which count, the same in every release. */
  name: string;
  whole: string | null;
  parts: string[];
  rest: { name: string; persons: number; place: string } | null;
};

export type Counts = ReadonlyMap<string, Count>;

/** All counts of the release, the schools, and up to how many students are few. */
export type Known = { all: Counts; places: Places; threshold: number };

/** Every sum between counts of one school year whose aggregates belong together, of which a part is among those asked for. */
export function relationsBetween(
  counts: readonly (readonly [id: string, Count])[],
  known: Known,
  asked: Counts,
): Relation[] {
  const seriesOf = seriesIn(known.all);
  const partingOf = partings({ counts, asked, seriesOf });
  const found: Relation[] = [];
  for (const [id, count] of counts) {
    const { byStudents, isAsked, byMeasure, rates } = partingOf(count);
    const whole = { id, count };
    for (const parting of byStudents) found.push(...ofParting(whole, parting, known));
    if (!isAsked) continue;
    found.push(...ofPlaces(whole, seriesOf(count), known));
    for (const parting of byMeasure) found.push(...ofParting(whole, parting, known));
    for (const rate of rates) found.push(...ofRate(whole, rate, known));
  }
  return found.filter(({ parts }) => parts.some((id) => asked.has(id)));
}

type Whole = { id: string; count: Count };

/** The whole and its parts at the same place. With a rest, there may be more in the whole; else they are known to make it up. */
function ofParting(whole: Whole, { what, series, hasRest }: Parting, { all }: Known): Relation[] {
  const { place, persons } = whole.count;
  const parts = series.flatMap((one) => one.get(place) ?? []);
  if (parts.length === 0 || !hasRest) return madeUp(whole, what, parts);
  const left = persons - parts.reduce((total, id) => total + (all.get(id)?.persons ?? 0), 0);
  const name = `${whole.id}\t${what}`;
  const rest = left > 0 ? { name: `${name}\trest`, persons: left, place } : null;
  return [{ name, whole: whole.id, parts, rest }];
}

function madeUp({ id }: Whole, what: string, parts: string[]): Relation[] {
  return parts.length === 0 ? [] : [{ name: `${id}\t${what}`, whole: id, parts, rest: null }];
}

/** The district is its levels, and its kinds of school; each of them is its schools. */
function ofPlaces(whole: Whole, series: Series, known: Known): Relation[] {
  const { place } = whole.count;
  if (place.startsWith("school=")) return [];
  const { levels, kinds, schools } = placesWithin(known.places);
  const at = (places: Iterable<string>) => [...places].flatMap((part) => series.get(part) ?? []);
  if (place !== "") return madeUp(whole, "schools", at(levels.get(place) ?? kinds.get(place) ?? []));
  const found = at(levels.keys());
  const parts = found.length > 0 ? madeUp(whole, "levels", found) : madeUp(whole, "schools", at(schools));
  return [...parts, ...madeUp(whole, "kinds", at(kinds.keys()))];
}

/** Those of a rate's denominator whom its numerator does not count; a denominator that is not small is taken as known. */
function ofRate({ id, count }: Whole, { denominator, series }: Rate, { all, threshold }: Known): Relation[] {
  const whole = all.get(series.get(count.place) ?? "")?.persons ?? 0;
  const persons = whole - count.persons;
  if (persons <= 0 || whole <= threshold) return [];
  const name = `${id}\tnot ${denominator}`;
  return [{ name, whole: null, parts: [id], rest: { name: `${name}\trest`, persons, place: count.place } }];
}
