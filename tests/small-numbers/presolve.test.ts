import { describe, expect, it } from "vitest";
import { hiddenAnyhow, type Linked } from "../../warehouse/semantic/suppress/linked.ts";
import { narrowedCells } from "../../warehouse/semantic/suppress/narrowed.ts";
import { presolve } from "../../warehouse/semantic/suppress/presolve.ts";
import { protect } from "../../warehouse/semantic/suppress/protect.ts";
import { narrowedByLp } from "./lp-auditor.ts";
import { drawing, randomReleases } from "./random-tables.ts";

const rule = { threshold: 10, zeros: "shown" as const };
const sizes = [
  { schools: 4, races: 2, flags: 1 },
  { schools: 6, races: 3, flags: 2 },
];

/** What is hidden anyhow, and some more. */
function someHidden(linked: Linked, seed: number): Set<number> {
  const draw = drawing(seed);
  const more = linked.values.flatMap((_, cell) =>
    draw() < (seed % 4) / 5 && !linked.open?.has(cell) && !linked.latent?.has(cell) ? [cell] : [],
  );
  return new Set([...hiddenAnyhow(linked, rule), ...more]);
}

describe("a system with fewer sums", () => {
  it.each(sizes)(
    "leaves every number as wide as a linear solver finds it, for outsiders and insiders: %o",
    (size) => {
      const found = { narrowed: 0, safe: 0, sums: 0, left: 0 };
      for (let seed = 0; seed < 60; seed++) {
        const linked = randomReleases(seed, size);
        const fewer = presolve(linked);
        const hidden = someHidden(linked, seed);
        const narrowed = narrowedCells(fewer, hidden, rule);
        expect([seed, narrowed]).toEqual([seed, narrowedByLp(linked, hidden, rule)]);
        expect([seed, narrowed]).toEqual([seed, narrowedCells(linked, hidden, rule)]);
        found.narrowed += narrowed.length;
        found.safe += [...hidden].length - narrowed.length;
        found.sums += linked.sums.length;
        found.left += fewer.sums.length;
      }
      expect(found.narrowed).toBeGreaterThan(20);
      expect(found.safe).toBeGreaterThan(20);
      expect(found.left).toBeLessThan(0.8 * found.sums);
    },
  );

  it.each(sizes)("is protected as the whole one is: %o", (size) => {
    for (let seed = 0; seed < 40; seed++) {
      const linked = randomReleases(seed, size);
      const { hidden, unprotected } = protect(presolve(linked), rule, { mostRestarts: 0 });
      expect([seed, unprotected]).toEqual([seed, narrowedByLp(linked, hidden, rule)]);
    }
  });

  const pair: Linked = {
    values: [3, 5, 8],
    sums: [{ whole: 2, parts: [0, 1] }],
    open: new Set([2]),
    latent: new Set([1]),
  };
  const narrowedIn = (linked: Linked) => narrowedCells(presolve(linked), new Set([0]), rule);

  it("leaves a sum with a number of the past that is known to have been at least so many", () => {
    const past = new Set([1]);
    expect(narrowedIn({ ...pair, past })).toEqual([0]);
    expect(narrowedIn({ ...pair, past, least: [0, Number.NEGATIVE_INFINITY, 0] })).toEqual([]);
  });

  it("leaves a sum in which somebody knows one number and not the other", () => {
    const wide = { ...pair, values: [3, 50, 53] };
    expect(narrowedIn(wide)).toEqual([]);
    expect(narrowedIn({ ...wide, insiders: [[0, 1]] })).toEqual([]);
    expect(narrowedIn({ ...wide, insiders: [[1]] })).toEqual([0]);
  });
});
