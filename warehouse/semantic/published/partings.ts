import type { Count } from "./count.ts";
import { denominatorsOf, withinMeasures } from "./measure-sums.ts";
import { perSeries, type Series, type SeriesName } from "./series.ts";

/** Groups of which a student has exactly one, and groups that she is in or not. */
const races = ["AA", "AI", "AS", "FI", "HI", "MR", "PI", "WH", "NR"];
const programs = ["SWD", "EL", "SED", "FOS", "HOM"];
/** Dimensions of which everybody has one value, e.g. "service=speech". */
const partitions = ["eligibility", "service"];

/** The races make up everybody together; each program parts everybody by itself. Null is everybody. */
export function groupOf(of: string): string | null {
  const group = of.match(/student_group=(\w+)/)?.[1];
  if (group === undefined) return null;
  return programs.includes(group) ? group : "races";
}

/** The series that part one at every place, where they make it up or leave a rest. */
export type Parting = { what: string; series: Series[]; hasRest: boolean };

/** A denominator that the counts of a series are the numerators of. */
export type Rate = { denominator: string; series: Series };

type Among = {
  counts: readonly (readonly [id: string, Count])[];
  asked: ReadonlyMap<string, Count>;
  seriesOf: (name: SeriesName) => Series;
};

/**
 * Says what the counts of a series are parted into at their place, by students and by measure. A sum is of one group and those
 * that it is parted into, or of the same students; `isAsked` says whether such are among those asked for.
 */
export function partings({ counts, asked, seriesOf }: Among) {
  const ofs = studentsIn(asked);
  const alone = [...studentsIn(counts)].filter((of) => !of.includes("\t"));
  const kinds = partitions.map((what) => ({ what, parts: alone.filter((of) => of.startsWith(`${what}=`)) }));
  const within = withinMeasures();
  const denominators = denominatorsOf();

  /** Everybody is the races together; the students of a program and those without it; the kinds of a service. */
  function byStudents(name: SeriesName): Parting[] {
    if (name.of.includes("student_group=")) return [];
    const group = (key: string) => joined(name.of, `student_group=${key}`);
    return [
      { what: "race", parts: races.map(group), hasRest: false },
      ...(name.of === "" ? kinds : []).map((kind) => ({ ...kind, hasRest: false })),
      ...programs.map(group).map((of) => ({ what: `not ${of}`, parts: [of], hasRest: true })),
    ]
      .filter(({ parts }) => parts.some((of) => ofs.has(of)))
      .map(({ parts, ...parting }) => ({ ...parting, series: parts.map((of) => seriesOf({ ...name, of })) }));
  }

  /** Numbers that lie within another one, of the same students. */
  function byMeasure(name: SeriesName): Parting[] {
    return within
      .filter(({ whole }) => whole === name.aggregate)
      .map(({ parts }) => ({
        what: parts.join(" "),
        series: parts.map((aggregate) => seriesOf({ ...name, aggregate })),
        hasRest: true,
      }));
  }

  const rates = (name: SeriesName): Rate[] =>
    (denominators.get(name.aggregate) ?? []).map((aggregate) => ({
      denominator: aggregate,
      series: seriesOf({ ...name, aggregate }),
    }));

  return perSeries((name) => ({
    byStudents: byStudents(name),
    isAsked: ofs.has(name.of),
    byMeasure: byMeasure(name),
    rates: rates(name),
  }));
}

const joined = (of: string, word: string) => (of === "" ? word : [...of.split("\t"), word].sort().join("\t"));

function studentsIn(counts: Iterable<readonly [id: string, Count]>): Set<string> {
  const found = new Set<string>();
  for (const [, { of }] of counts) found.add(of);
  return found;
}
