import { expect, it } from "vitest";
import { protect, type Rule } from "#warehouse";
import recorded from "./fewest-hidden.json" with { type: "json" };
import { fewestHidden } from "./optimum.ts";
import { randomTable } from "./random-tables.ts";

const rule: Rule = { threshold: 10, zeros: "shown" };

it("hides at most a quarter more cells than the fewest possible, in every table up to 8×6", () => {
  const hidden = recorded.map((table) => protect(randomTable(table.seed, table), rule).hidden.size);
  const ratios = recorded.map(({ fewest }, place) => (hidden[place] ?? 0) / fewest);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);
  expect(Math.max(...ratios)).toBeLessThanOrEqual(1.25);
  expect(sum(hidden) / sum(recorded.map(({ fewest }) => fewest))).toBeLessThanOrEqual(1.06);
});

it("has the fewest possible from the solver", () => {
  for (const { fewest, seed, ...size } of recorded.filter(({ rows }) => rows === 3))
    expect(fewestHidden(randomTable(seed, size), rule, 60)).toBe(fewest);
});
