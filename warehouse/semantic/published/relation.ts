import { measures } from "../../measures/index.ts";
import { partsOfWholes } from "../../measures/published.ts";
import { aggregatesOf, type Measure } from "../model/define.ts";
import { measureNamed } from "../model/model.ts";
import { aggregateName, type Count, countId } from "./count.ts";

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

/** What is known of the schools: by organization id, and null where it is not said. */
export type Places = ReadonlyMap<string, { level: string; charter_funding: string; operator: string | null }>;

/** Groups of which a student has exactly one, and groups that she is in or not. */
const races = ["AA", "AI", "AS", "FI", "HI", "MR", "PI", "WH", "NR"];
const programs = ["SWD", "EL", "SED", "FOS", "HOM"];
const partitions = ["eligibility", "service"];

export type Counts = ReadonlyMap<string, Count>;

/** A count with its id. */
type Named = Pick<Count, "persons"> & { id: string };
type Whole = Count & Named;

/** The races make up everybody together; each program parts everybody by itself. Null is everybody. */
export function groupOf(of: string): string | null {
  const group = of.match(/student_group=(\w+)/)?.[1];
  if (group === undefined) return null;
  return programs.includes(group) ? group : "races";
}

/**
 * The values of dimensions that part everybody, e.g. "service=speech" under "service", and the students whose counts are
 * asked for.
 */
type Parted = {
  counts: Counts;
  places: Places;
  kinds: ReadonlyMap<string, string[]>;
  ofs: ReadonlySet<string>;
};

/** The other counts that are released with some, the schools, and up to how many students are few. */
export type Known = { all: Counts; places: Places; threshold: number };

/** Every sum between counts of one school year whose aggregates belong together, of which a part is among those asked for. */
export function relationsBetween(counts: Counts, known: Known, asked: Counts = counts): Relation[] {
  const { places } = known;
  const kinds = new Map(partitions.map((dimension) => [dimension, valuesOf(counts, dimension)]));
  const ofs = new Set([...asked.values()].map(({ of }) => of));
  const parted = { counts, places, kinds, ofs };
  const within = withinMeasures();
  const denominators = denominatorsOf();
  const found: Relation[] = [];
  for (const [id, count] of counts) {
    // A sum is of one group and those that it is parted into, or of the same students.
    const isOfGroup = count.of.includes("student_group=");
    if (isOfGroup && !ofs.has(count.of)) continue;
    const whole = { ...count, id };
    if (!isOfGroup) found.push(...ofWhom(whole, parted));
    if (!ofs.has(count.of)) continue;
    found.push(...ofPlaces(whole, parted));
    for (const { whole: name, parts } of within)
      if (name === count.aggregate) found.push(...ofMeasures(whole, parts, counts));
    for (const aggregate of denominators.get(count.aggregate) ?? [])
      found.push(...ofRate(whole, aggregate, known));
  }
  return asked === counts ? found : found.filter(({ parts }) => parts.some((id) => asked.has(id)));
}

/** Everybody is the races together; the students of a program and those without it; the kinds of a service. */
function ofWhom(count: Whole, { counts, kinds: valuesOfKinds, ofs }: Parted): Relation[] {
  const partsOf = (some: string[]) =>
    some.some((of) => ofs.has(of)) ? some.flatMap((of) => find(counts, count, { of }) ?? []) : [];
  const group = (key: string) => joined(count.of, `student_group=${key}`);
  const kinds = count.of === "" ? [...valuesOfKinds] : [];
  return [
    ...some(count, "race", partsOf(races.map(group))),
    ...kinds.flatMap(([kind, of]) => some(count, kind, partsOf(of))),
    ...programs.flatMap((key) => {
      const of = group(key);
      return partsOf([of]).map((part) => sum(count, `not ${of}`, [part], "rest"));
    }),
  ];
}

/** The district is its levels, and its kinds of school; each of them is its schools. */
function ofPlaces(count: Whole, { counts, places }: Parted): Relation[] {
  const at = (place: string) => find(counts, count, { place });
  const schools = (keep: (school: { level: string; charter_funding: string }) => boolean) =>
    [...places].flatMap(([id, school]) => (keep(school) ? (at(`school=${id}`) ?? []) : []));
  const [dimension, key] = count.place.split("=");
  if (dimension === "level")
    return some(
      count,
      "schools",
      schools(({ level }) => level === key),
    );
  if (dimension === "charter_funding")
    return some(
      count,
      "schools",
      schools((school) => school.charter_funding === key),
    );
  if (dimension !== "") return [];
  const levels = distinct(places, "level").flatMap((level) => at(`level=${level}`) ?? []);
  const kinds = distinct(places, "charter_funding").flatMap((kind) => at(`charter_funding=${kind}`) ?? []);
  const parts =
    levels.length > 0
      ? some(count, "levels", levels)
      : some(
          count,
          "schools",
          schools(() => true),
        );
  return [...parts, ...some(count, "kinds", kinds)];
}

const some = (whole: Whole, what: string, parts: Named[]): Relation[] =>
  parts.length === 0 ? [] : [sum(whole, what, parts)];

/** Numbers that lie within another one, at the same place and of the same students. */
function ofMeasures(count: Whole, parts: string[], counts: Counts): Relation[] {
  const found = parts.flatMap((aggregate) => find(counts, count, { aggregate }) ?? []);
  return found.length === 0 ? [] : [sum(count, parts.join(" "), found, "rest")];
}

/** Those of a rate's denominator whom its numerator does not count; a denominator that is not small is taken as known. */
function ofRate(count: Whole, denominator: string, { all, threshold }: Known): Relation[] {
  const whole = find(all, count, { aggregate: denominator })?.persons ?? 0;
  const persons = whole - count.persons;
  if (persons <= 0 || whole <= threshold) return [];
  const name = `${count.id}\tnot ${denominator}`;
  return [
    { name, whole: null, parts: [count.id], rest: { name: `${name}\trest`, persons, place: count.place } },
  ];
}

/** The denominators of the rates that an aggregate is the numerator of, where both count students or rows. */
function denominatorsOf(): Map<string, string[]> {
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

/** With a rest, there may be more in the whole than its parts; else they are known to make it up. */
function sum(whole: Whole, what: string, parts: Named[], rest?: "rest"): Relation {
  const left = whole.persons - parts.reduce((total, { persons }) => total + persons, 0);
  const name = `${whole.id}\t${what}`;
  return {
    name,
    whole: whole.id,
    parts: parts.map(({ id }) => id),
    rest: rest && left > 0 ? { name: `${name}\trest`, persons: left, place: whole.place } : null,
  };
}

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

const joined = (of: string, word: string) => (of === "" ? word : [...of.split("\t"), word].sort().join("\t"));

function find(
  counts: Counts,
  { schoolYear, ...own }: Count,
  { aggregate = own.aggregate, place = own.place, of = own.of }: Partial<Count>,
): Named | undefined {
  const id = countId({ schoolYear, aggregate, place, of });
  const found = counts.get(id);
  return found && { id, persons: found.persons };
}

const distinct = (places: Places, column: "level" | "charter_funding") => [
  ...new Set([...places.values()].map((school) => school[column])),
];

/** Every value of a dimension that stands alone, e.g. "service=speech". */
function valuesOf(counts: Counts, dimension: string): string[] {
  const alone = [...counts.values()].filter(({ of }) => of.startsWith(`${dimension}=`) && !of.includes("\t"));
  return [...new Set(alone.map(({ of }) => of))];
}
