import { expect, it } from "vitest";
import { type Count, countId, type ReleasedCount } from "../../warehouse/semantic/published/count.ts";
import type { Release } from "../../warehouse/semantic/published/hide-families.ts";
import { insidersOf } from "../../warehouse/semantic/published/insiders.ts";
import type { Places } from "../../warehouse/semantic/published/places.ts";
import type { System } from "../../warehouse/semantic/published/protected-together.ts";
import { type Relation, relationsBetween } from "../../warehouse/semantic/published/relation.ts";
import { drawn } from "../../warehouse/semantic/published/two-releases.ts";
import { hiddenAnyhow, type Linked } from "../../warehouse/semantic/suppress/linked.ts";
import { narrowedCells } from "../../warehouse/semantic/suppress/narrowed.ts";
import { presolve } from "../../warehouse/semantic/suppress/presolve.ts";
import { drawing } from "./random-tables.ts";

const rule = { threshold: 10, zeros: "shown" as const, hideTogether: [] };
const places: Places = new Map(
  ["a", "b", "c", "d"].map((id, at) => [
    id,
    {
      level: at < 2 ? "elementary" : "high",
      charter_funding: at % 2 ? "not_charter" : "locally_funded",
      operator: at < 3 ? "o" : null,
    },
  ]),
);
const races = ["WH", "AS", "HI"];

/** The counts of every school and race, with a program, and all that they add up to. */
function countsOf(persons: number[]): Map<string, Count> {
  const counts = new Map<string, Count>();
  const add = (place: string, of: string, more: number) => {
    const count: Count = { schoolYear: "2026-27", aggregate: "suspended", place, of, persons: more };
    const known = counts.get(countId(count));
    counts.set(countId(count), { ...count, persons: more + (known?.persons ?? 0) });
  };
  [...places].forEach(([school, { level, charter_funding }], row) => {
    for (const place of [`school=${school}`, `level=${level}`, `charter_funding=${charter_funding}`, ""])
      for (const [column, race] of [...races, "SWD"].entries()) {
        const more = persons[row * 4 + column] ?? 0;
        add(place, `student_group=${race}`, more);
        // Whoever has a disability is of a race.
        if (race !== "SWD") add(place, "", more);
      }
  });
  return new Map([...counts].filter(([, count]) => count.persons > 0));
}

/**
 * Counts of two days: about every other one has changed, some by all that there were. Every third release is within a month, in
 * which the groups of schools stand; of everybody some are hidden already, and all others known.
 */
function releasesOf(seed: number): { system: System; release: Release } {
  const draw = drawing(seed);
  const one = () => (draw() < 0.15 ? 0 : Math.floor(1 + (draw() < 0.5 ? 12 : 60) * draw()));
  const was = [...places.keys()].flatMap(() => [one(), one(), one(), 2]);
  const is = was.map((persons) =>
    draw() < (seed % 2 === 0 ? 0.6 : 0.9) ? persons : draw() < 0.2 ? 0 : persons + Math.floor(3 * draw()),
  );
  const [fresh, past] = [countsOf(is), countsOf(was)];
  const isKept = ({ place, of }: Count) => seed % 3 === 0 && place.startsWith("school=") && of !== "";
  const counts = new Map([...fresh].filter(([, count]) => !isKept(count)));
  for (const [id, count] of past) if (isKept(count)) counts.set(id, count);
  const kept = new Set([...past].flatMap(([id, count]) => (isKept(count) ? [id] : [])));
  const before = new Map(
    [...past].map(([id, count]): [string, ReleasedCount] => {
      const isHidden = count.persons <= rule.threshold || draw() < 0.3;
      return [id, { ...count, isHidden }];
    }),
  );
  const release = { counts, before, kept, isOnSameTerms: true, places, rule };
  const isKnown = new Set(
    [...counts, ...past].flatMap(([id, { of }]) => (of === "" && draw() < 0.6 ? [id] : [])),
  );
  const now = new Map([...counts].filter(([id]) => !isKnown.has(id)));
  const hidden = new Set([...now].flatMap(([id, { of }]) => (of === "" ? [id] : [])));
  const formerly = new Map([...before].filter(([, { of, isHidden }]) => of !== "" || isHidden));
  const between = (all: ReadonlyMap<string, Count>) =>
    relationsBetween([...all], { all, places, threshold: 10 }, all);
  const relations = between(counts).filter(({ whole, parts }) => {
    const members = whole === null ? parts : [whole, ...parts];
    return new Set(members.map((id) => kept.has(id))).size === 1 && draw() < 0.8;
  });
  return { system: { now, before: formerly, hidden, relations, former: between(past) }, release };
}

/**
 * The same with every former number in a cell of its own, where it is not the present one. What was left over of numbers that have
 * not changed is as it was.
 */
function cellByCell(
  { now, hidden, relations, former }: System,
  release: Release,
  withheld: ReadonlySet<string>,
) {
  const names: string[] = [];
  const values: number[] = [];
  const at: string[] = [];
  const [open, closed, latent, past] = [
    new Set<number>(),
    new Set<number>(),
    new Set<number>(),
    new Set<number>(),
  ];
  const add = (name: string, persons: number, place: string, ...kinds: Set<number>[]): number => {
    const known = names.indexOf(name);
    if (known >= 0) return known;
    const cell = names.push(name) - 1;
    values.push(persons);
    at.push(place);
    for (const kind of kinds) kind.add(cell);
    return cell;
  };
  const { before, counts, kept } = release;
  const isSame = (id: string) => counts.get(id)?.persons === before.get(id)?.persons;
  const isShownStill = (id: string) => isSame(id) && before.get(id)?.isHidden === false && !hidden.has(id);
  for (const [id, { persons, place }] of now) {
    const isClosed = withheld.has(id) || hidden.has(id) || kept.has(id);
    add(id, persons, place, ...(isShownStill(id) ? [open] : isClosed ? [closed] : []));
  }
  const isUnknown = (id: string) => now.has(id) && !isShownStill(id);
  /** The cell of a former number; nothing where everybody knows it. */
  const formerCell = (id: string): number[] => {
    const was = before.get(id);
    if (!was?.isHidden) return [];
    if (isSame(id)) return isUnknown(id) ? [names.indexOf(id)] : [];
    return [add(`before ${id}`, was.persons, was.place, latent, past)];
  };
  const presentCell = (id: string): number[] => (isUnknown(id) ? [names.indexOf(id)] : []);
  const sums: { whole: number; parts: number[] }[] = [];
  const relate = ({ whole, parts }: Relation, cellOf: (id: string) => number[], left: number[]) => {
    const cells = [...parts.flatMap(cellOf), ...left];
    const [of] = whole === null ? [] : cellOf(whole);
    const total = cells.reduce((all, cell) => all + (values[cell] ?? 0), 0);
    if (cells.length > 0)
      sums.push({ whole: of ?? add(`known ${sums.length}`, total, "", open), parts: cells });
    else if (of !== undefined) sums.push({ whole: of, parts: [] });
  };
  for (const relation of relations) {
    const { rest } = relation;
    relate(relation, presentCell, rest ? [add(rest.name, rest.persons, rest.place, latent)] : []);
  }
  for (const relation of former) {
    const { whole, parts, rest } = relation;
    const isAsItWas = [...(whole === null ? [] : [whole]), ...parts].every(
      (id) => isSame(id) && (before.get(id)?.isHidden || !isUnknown(id)),
    );
    const stands = names.includes(rest?.name ?? "");
    const isRestAsItWas = isAsItWas && (!stands || values[names.indexOf(rest?.name ?? "")] === rest?.persons);
    const left = rest
      ? isRestAsItWas
        ? [add(rest.name, rest.persons, rest.place, latent)]
        : [add(`before ${rest.name}`, rest.persons, rest.place, latent, past)]
      : [];
    relate(relation, formerCell, left);
  }
  const cellsAt = (some: string[]) =>
    names.flatMap((_, cell) => (some.includes(at[cell] ?? "") ? [cell] : []));
  const insiders = insidersOf(places);
  const linked: Linked = {
    ...{ values, sums, open, closed, latent, past },
    least: values.map((_, cell) => (past.has(cell) ? Number.NEGATIVE_INFINITY : 0)),
    insiders: insiders.map(({ knows }) => cellsAt(knows)),
    shared: insiders.map(({ shares }) => cellsAt(shares)),
  };
  return { linked, names };
}

it("draws two releases by their changes, and narrows the numbers that all former ones would", () => {
  const found = { narrowed: 0, alone: 0, wide: 0 };
  for (let seed = 0; seed < 300; seed++) {
    const { system, release } = releasesOf(seed);
    const draw = drawing(1000 + seed);
    const withheld = new Set([...system.now.keys()].filter(() => draw() < (seed % 5) / 4));
    const narrowedIn = ({ linked, names }: { linked: Linked; names: string[] }) => {
      const hidden = hiddenAnyhow(linked, rule);
      const narrowed = narrowedCells(linked, hidden, rule).map((cell) => names[cell] ?? "");
      found.wide += hidden.size - narrowed.length;
      return narrowed.sort();
    };
    const whole = cellByCell(system, release, withheld);
    const narrowed = narrowedIn(whole);
    const changes = drawn(system, release, withheld);
    expect([seed, narrowedIn(changes)]).toEqual([seed, narrowed]);
    expect([seed, narrowedIn({ ...changes, linked: presolve(changes.linked) })]).toEqual([seed, narrowed]);
    const alone = drawn(
      { ...system, before: new Map(), former: [] },
      { ...release, before: new Map() },
      withheld,
    );
    found.alone += narrowedIn(alone).length;
    found.narrowed += narrowed.length;
  }
  // Else the release before would not matter.
  expect(found.narrowed).toBeGreaterThan(found.alone + 100);
  expect(found.wide).toBeGreaterThan(100);
});

it("tells a number by one that was told and its change since, in different sums", () => {
  const count = (place: string, of: string, persons: number): Count => ({
    ...{ schoolYear: "2026-27", aggregate: "suspended", place, of, persons },
  });
  const [asian, white] = ["student_group=AS", "student_group=WH"];
  const [small, other, level] = [
    count("school=a", white, 5),
    count("school=b", white, 7),
    count("level=elementary", white, 12),
  ];
  const [all, rest] = [count("school=a", "", 30), count("school=a", asian, 25)];
  const now = new Map([small, other, level].map((one) => [countId(one), one]));
  const was = (one: Count, persons: number, isHidden: boolean) =>
    [countId(one), { ...one, persons, isHidden }] as const;
  const before = new Map([
    ...[was(small, 3, true), was(other, 7, true), was(level, 10, false)],
    ...[was(all, 23, false), was(rest, 20, false)],
  ]);
  const release = {
    counts: now,
    before,
    kept: new Set<string>(),
    isOnSameTerms: true,
    places: new Map(),
    rule,
  };
  const ofLevel = {
    name: "schools",
    whole: countId(level),
    parts: [countId(small), countId(other)],
    rest: null,
  };
  const ofSchool = { name: "races", whole: countId(all), parts: [countId(small), countId(rest)], rest: null };
  const narrowed = (former: Relation[]) => {
    const { linked } = drawn(
      { now, before, hidden: new Set(), relations: [ofLevel], former },
      release,
      new Set(),
    );
    return narrowedCells(linked, hiddenAnyhow(linked, rule), rule).length;
  };
  expect(narrowed([ofLevel, ofSchool])).toBe(2);
  expect(narrowed([ofLevel])).toBe(0);
  expect(narrowed([ofSchool])).toBe(0);
});

it("tells a number by one that was shown and is hidden since", () => {
  const at = (of: string, persons: number): Count => ({
    ...{ schoolYear: "2026-27", aggregate: "suspended", place: "school=a", of, persons },
  });
  const counts = [at("", 30), at("student_group=AS", 25), at("student_group=WH", 5)];
  const now = new Map(counts.map((one) => [countId(one), one]));
  const [all = "", asian = "", white = ""] = now.keys();
  const races: Relation = { name: "races", whole: all, parts: [asian, white], rest: null };
  const narrowed = (wasHidden: boolean) => {
    const before = new Map(
      counts.map((one) => [countId(one), { ...one, isHidden: one.of !== "" || wasHidden }]),
    );
    const release = {
      counts: now,
      before,
      kept: new Set<string>(),
      isOnSameTerms: true,
      places: new Map(),
      rule,
    };
    const seen = new Map([...before].filter(([, { isHidden }]) => isHidden));
    const system = { now, before: seen, hidden: new Set([all]), relations: [races], former: [races] };
    const { linked, names } = drawn(system, release, new Set());
    return narrowedCells(linked, hiddenAnyhow(linked, rule), rule).map((cell) => names[cell]);
  };
  expect(narrowed(false)).toEqual([white]);
  expect(narrowed(true)).toEqual([]);
});
