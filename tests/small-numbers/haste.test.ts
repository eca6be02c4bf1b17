import { expect, it } from "vitest";
import type { Linked, Rule } from "../../warehouse/semantic/suppress/linked.ts";
import { protect } from "../../warehouse/semantic/suppress/protect.ts";
import { tableWithTotals } from "../../warehouse/semantic/suppress/table.ts";
import { drawing, randomBounds, randomDistrict, randomHierarchy, randomTable } from "./random-tables.ts";

/** Releases are protected within bounds of effort, so how far a search comes by each is part of what it gives. */
/** Few small counts in long lines, so that every one of them needs a way of its own. */
function sparse(seed: number, rows: number, columns: number): Linked {
  const draw = drawing(seed);
  const upTo = (most: number) => Math.floor(most * draw());
  const count = () => (draw() < 0.04 ? 1 + upTo(10) : draw() < 0.1 ? 0 : 11 + upTo(90));
  return tableWithTotals(Array.from({ length: rows }, () => Array.from({ length: columns }, count)));
}

const tables: [name: string, linked: Linked, zeros: Rule["zeros"]][] = [
  ["a table of 24 by 24 with few small counts", sparse(1002, 24, 24), "shown"],
  ["a table of 25 by 25 with few small counts", sparse(1003, 25, 25), "shown"],
  ["a table of 29 by 23 with few small counts", sparse(1001, 29, 23), "hidden"],
  ["a table of 38 by 31", randomTable(1006, { rows: 38, columns: 31 }), "shown"],
  ["a table of 90 by 6", randomTable(2, { rows: 90, columns: 6 }), "shown"],
  ["schools in levels", randomHierarchy(3, false), "shown"],
  ["schools in levels, groups in groups", randomHierarchy(7, true), "shown"],
  ["a table with bounds", randomBounds(6), "hidden"],
  ["a district with insiders", randomDistrict(4, { schools: 12, races: 4, flags: 2 }), "shown"],
];
const efforts = [1, 3, 10, 30];

it("a search comes as far as ever by the effort that it may take", async () => {
  const lines = tables.flatMap(([name, linked, zeros]) =>
    efforts.map((mostEffort) => {
      const { hidden, unprotected } = protect(
        linked,
        { threshold: 10, zeros },
        { mostRestarts: 0, mostEffort },
      );
      return `${name}, ${mostEffort}: hides ${[...hidden].join(" ")}; leaves ${unprotected.join(" ")}`;
    }),
  );
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("recorded/in-haste.txt");
});

it("a table that is small is tried again as long as that helps, and no longer", async () => {
  const lines = [1, 2, 3, 16, 19, 30].map((seed) => {
    const linked = randomTable(seed, { rows: 6, columns: 5 });
    return `${seed} hides ${[...protect(linked, { threshold: 10, zeros: "shown" }).hidden].join(" ")}`;
  });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("recorded/at-leisure.txt");
});
