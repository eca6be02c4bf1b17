import type { Counted } from "./releases.ts";

/** A sum that anybody knows to hold: cells by name; `rest` is what the parts leave of the whole, which nobody is shown. */
export type KnownSum = { whole: string; parts: string[]; rest?: { name: string; persons: number } };

/** What everybody knows of the schools. */
export type School = { id: string; level: string; charterFunding: string };

/** Aggregates by name: what lies within what, and what a rate's numerator is a part of. */
export type Containment = { whole: string; parts: string[] }[];

const races = ["AA", "AI", "AS", "FI", "HI", "MR", "PI", "WH", "NR"];
const programs = ["SWD", "EL", "SED", "FOS", "HOM"];
const kinds = ["eligibility", "service"];

export const nameOf = ({ schoolYear, aggregate, place, of }: Omit<Counted, "persons">): string =>
  [schoolYear, aggregate, place, of].join("\t");

/** Every sum over places, over groups, over kinds and over parts of a measure, between the counts of one release. */
export function knownSums(counts: Counted[], schools: School[], containment: Containment): KnownSum[] {
  const byName = new Map(counts.map((count) => [nameOf(count), count]));
  const others = (count: Counted, changes: Partial<Counted>[]) =>
    changes.flatMap((change) => byName.get(nameOf({ ...count, ...change })) ?? []);
  const values = (kind: string) => [
    ...new Set(counts.map(({ of }) => of).filter((of) => of.startsWith(`${kind}=`) && !of.includes("\t"))),
  ];
  const ofKinds = new Map(kinds.map((kind) => [kind, values(kind)]));
  return counts
    .flatMap((count) => [
      ...placesOf(count.place, schools).map((places) =>
        sumOf(
          count,
          others(
            count,
            places.map((place) => ({ place })),
          ),
        ),
      ),
      ...groupsOf(count, others),
      ...(count.of === "" ? kinds : []).map((kind) =>
        sumOf(
          count,
          others(
            count,
            (ofKinds.get(kind) ?? []).map((of) => ({ of })),
          ),
        ),
      ),
      ...containment
        .filter(({ whole }) => whole === count.aggregate)
        .map(({ parts }) =>
          restOf(
            count,
            others(
              count,
              parts.map((aggregate) => ({ aggregate })),
            ),
          ),
        ),
    ])
    .filter(({ parts }) => parts.length > 0);
}

type Others = (count: Counted, changes: Partial<Counted>[]) => Counted[];

function groupsOf(count: Counted, others: Others): KnownSum[] {
  if (count.of.includes("student_group=")) return [];
  const within = (group: string) => ({
    of: [...count.of.split("\t").filter(Boolean), `student_group=${group}`].sort().join("\t"),
  });
  return [
    sumOf(count, others(count, races.map(within))),
    ...programs.map((program) => restOf(count, others(count, [within(program)]))),
  ];
}

/** The lists of places that make up a place. */
function placesOf(place: string, schools: School[]): string[][] {
  const at = (keep: (school: School) => boolean) => schools.filter(keep).map(({ id }) => `school=${id}`);
  const [dimension, key] = place.split("=");
  if (dimension === "level") return [at(({ level }) => level === key)];
  if (dimension === "charter_funding") return [at(({ charterFunding }) => charterFunding === key)];
  if (place !== "") return [];
  const distinct = (column: "level" | "charterFunding", dimension: string) => [
    ...new Set(schools.map((school) => `${dimension}=${school[column]}`)),
  ];
  return [at(() => true), distinct("level", "level"), distinct("charterFunding", "charter_funding")];
}

const sumOf = (whole: Counted, parts: Counted[]): KnownSum => ({
  whole: nameOf(whole),
  parts: parts.map(nameOf),
});

function restOf(whole: Counted, parts: Counted[]): KnownSum {
  const sum = sumOf(whole, parts);
  const persons = whole.persons - parts.reduce((all, part) => all + part.persons, 0);
  if (persons < 0) return { ...sum, parts: [] };
  return { ...sum, rest: { name: `${sum.whole}\trest of ${sum.parts.join(" ")}`, persons } };
}
