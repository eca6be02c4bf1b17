import { describe, expect, it } from "vitest";
import { independentSums } from "../../warehouse/semantic/suppress/linked.ts";
import { randomHierarchy } from "./random-tables.ts";

const named = (sums: readonly object[]) => sums.map((sum) => JSON.stringify(sum)).sort();

describe("sums that follow from others", () => {
  /** Two schools of two groups each, the schools' and the groups' totals, and all: one of the two ways to all follows. */
  const sums = [
    { whole: 8, parts: [6, 7] },
    { whole: 8, parts: [2, 5] },
    { whole: 2, parts: [0, 1] },
    { whole: 5, parts: [3, 4] },
    { whole: 6, parts: [0, 3] },
    { whole: 7, parts: [1, 4] },
  ];

  it("are left out, those nearest to all first", () => {
    const left = independentSums(9, sums);
    expect(left).toHaveLength(5);
    expect(left.slice(0, 4).every(({ whole }) => whole < 8)).toBe(true);
  });

  it("are not those that say something new, also where they name a cell that others name", () => {
    const apart = [...sums.slice(2), { whole: 9, parts: [0, 4] }];
    expect(named(independentSums(10, apart))).toEqual(named(apart));
  });

  it("are left out where a whole has parts of two kinds and one of them is said twice", () => {
    const [one, other] = [
      { whole: 0, parts: [1, 2] },
      { whole: 0, parts: [3, 4] },
    ];
    expect(named(independentSums(5, [one, other, { ...other }]))).toEqual(named([one, other]));
  });

  it("are as many in whatever order sums are given, in schools in levels and groups in groups", () => {
    for (let seed = 0; seed < 5; seed++) {
      const { values, sums: all } = randomHierarchy(seed, true);
      const left = independentSums(values.length, all);
      expect(left.length).toBeLessThan(all.length);
      expect(independentSums(values.length, [...all].reverse())).toHaveLength(left.length);
    }
  });
});
