import { describe, expect, it } from "vitest";
import { type Linked, narrowedCells, protect, type Rule } from "#warehouse";
import { narrowedByLp } from "./lp-auditor.ts";
import { drawing, randomBounds, randomDistrict, randomHierarchy, randomTable } from "./random-tables.ts";

/** Every night 10,000 tables of every kind, seeds 0 to 9,999; with every change the first 500. */
const isNight = process.env.ROLLBOOK_NIGHTLY === "1";
const tables = isNight ? 10_000 : 500;
const minutes = 60_000;

const shown: Rule = { threshold: 10, zeros: "shown" };
const alsoZeros: Rule = { threshold: 10, zeros: "hidden" };
const ruleFor = (seed: number) => (seed % 5 === 4 ? alsoZeros : shown);

const district = (seed: number) =>
  randomDistrict(seed, { schools: 3 + (seed % 12), races: 2 + (seed % 4), flags: 1 + (seed % 3) });
const outsideOf = (linked: Linked): Linked => ({ ...linked, insiders: [] });

/** Cells that the solver narrows although nothing was said of them, and those said to be unprotected that it cannot narrow. */
function faults(linked: Linked, rule: Rule): string[] {
  const { hidden, unprotected } = protect(linked, rule);
  const narrowed = narrowedByLp(linked, hidden, rule);
  const isShownZero = (cell: number) =>
    linked.values[cell] === 0 && rule.zeros === "shown" && !linked.closed?.has(cell);
  const zeros = [...hidden].filter(isShownZero);
  return [
    ...narrowed.filter((cell) => !unprotected.includes(cell)).map((cell) => `${cell} is narrowed`),
    ...unprotected.filter((cell) => !narrowed.includes(cell)).map((cell) => `${cell} is protected after all`),
    ...zeros.map((cell) => `${cell} is a hidden zero`),
  ];
}

function faultsOf(make: (seed: number) => Linked, count: number): string[] {
  const seeds = Array.from({ length: count }, (_, seed) => seed);
  return seeds.flatMap((seed) => faults(make(seed), ruleFor(seed)).map((fault) => `table ${seed}: ${fault}`));
}

describe("no protected cell is narrowed by a linear solver", () => {
  it("in tables with totals, and everything can be protected there", { timeout: 120 * minutes }, () => {
    const seeds = Array.from({ length: tables }, (_, seed) => seed);
    const narrowed = seeds.flatMap((seed) => {
      const linked = randomTable(seed);
      const { hidden, unprotected } = protect(linked, ruleFor(seed));
      return [...unprotected, ...narrowedByLp(linked, hidden, ruleFor(seed))].map(
        (cell) => `${seed}: ${cell}`,
      );
    });
    expect(narrowed).toEqual([]);
  });

  it.each([
    ["with schools in levels", (seed: number) => randomHierarchy(seed, false), tables / 5],
    [
      "with schools in levels and groups in groups",
      (seed: number) => randomHierarchy(seed, true),
      tables / 5,
    ],
    ["of a district, linked by all students", (seed: number) => outsideOf(district(seed)), tables / 10],
    ["of a district, whose principals know their own schools", district, tables / 20],
    ["with bounds, open and closed cells", randomBounds, tables / 5],
  ])("in tables %s", { timeout: 120 * minutes }, (_, make, count) => {
    expect(faultsOf(make, count)).toEqual([]);
  });
});

describe("our own auditor", () => {
  /** Small cells hidden, mostly, and some others: rarely enough. */
  const randomPattern = ({ values, latent }: Linked, seed: number) => {
    const draw = drawing(seed);
    const isHidden = (value: number) =>
      value > 0 && value <= 10 ? draw() < 0.97 : value > 0 && draw() < 0.2;
    return new Set(values.flatMap((value, cell) => (isHidden(value) && !latent?.has(cell) ? [cell] : [])));
  };

  it.each([
    ["tables with totals", (seed: number) => randomTable(seed)],
    ["tables with schools in levels", (seed: number) => randomHierarchy(seed, false)],
    ["tables that are no network", (seed: number) => randomHierarchy(seed, true)],
    ["districts with insiders", district],
    ["tables with bounds", randomBounds],
  ])("agrees with the solver, whatever is hidden, in %s", { timeout: 60 * minutes }, (_, make) => {
    for (let seed = 0; seed < tables / 20; seed++) {
      const linked = make(seed);
      for (const hidden of [randomPattern(linked, seed), protect(linked, shown).hidden])
        expect({ seed, narrowed: narrowedCells(linked, hidden, shown) }).toEqual({
          seed,
          narrowed: narrowedByLp(linked, hidden, shown),
        });
    }
  });
});
