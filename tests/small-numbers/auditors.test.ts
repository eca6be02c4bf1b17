import { describe, expect, it } from "vitest";
import { flowReach } from "../../warehouse/semantic/suppress/flow.ts";
import type { Knot, Moved } from "../../warehouse/semantic/suppress/knots.ts";
import type { Linked } from "../../warehouse/semantic/suppress/linked.ts";
import { simplexReach } from "../../warehouse/semantic/suppress/simplex.ts";
import { drawing, randomHierarchy, randomTable } from "./random-tables.ts";

/** A table of which everything is hidden; a cell can go down to none and up to what its bound says. */
function knotOf({ values, sums }: Linked, seed: number): Knot {
  const draw = drawing(seed);
  const most = values.map((value) => (draw() < 0.5 ? value + Math.floor(20 * draw()) : value + 1000));
  return {
    cells: [...values.keys()],
    balances: sums.map(
      ({ whole, parts }) => new Map([[whole, 1], ...parts.map((part) => [part, -1] as const)]),
    ),
    room: (cell) => ({ down: values[cell] ?? 0, up: (most[cell] ?? 0) - (values[cell] ?? 0) }),
  };
}

/** Whatever is wrong with cells that are said to move together. */
function faults(
  knot: Knot,
  moved: Moved,
  [cell, by, barred]: [number, number, ReadonlySet<number>],
): string[] {
  const found = Math.abs((moved.get(cell) ?? 0) - by) < 1e-6 ? [] : [`${cell} does not move by ${by}`];
  for (const [other, change] of moved) {
    const { down, up } = knot.room(other);
    if (change > up + 1e-6 || change < -down - 1e-6) found.push(`${other} has no room for ${change}`);
    if (change === 0) found.push(`${other} is said to move, and does not`);
    if (barred.has(other)) found.push(`${other} moves, and is known`);
  }
  for (const balance of knot.balances) {
    const sum = [...balance].reduce((all, [other, sign]) => all + sign * (moved.get(other) ?? 0), 0);
    if (Math.abs(sum) > 1e-6) found.push(`a sum of ${balance.size} cells is off by ${sum}`);
  }
  return found;
}

const questions = (knot: Knot, seed: number) => {
  const draw = drawing(seed);
  return knot.cells.flatMap((cell) =>
    [1, -1].map((way): [number, number, ReadonlySet<number>] => {
      const barred = knot.cells.filter((other) => other !== cell && draw() < (seed % 3) / 10);
      return [cell, way * (1 + Math.floor(9 * draw())), new Set(barred)];
    }),
  );
};

describe("the two auditors", () => {
  it.each([
    ["tables", (seed: number) => randomTable(seed, { rows: 2 + (seed % 4), columns: 2 + (seed % 3) })],
    ["tables with levels", (seed: number) => randomHierarchy(seed, false)],
  ])("say the same of %s, which are networks, and give a way that breaks no sum", (_, make) => {
    for (let seed = 0; seed < 12; seed++) {
      const knot = knotOf(make(seed), seed);
      const [byFlow, bySimplex] = [flowReach(knot), simplexReach(knot)];
      expect(byFlow).toBeDefined();
      for (const asked of questions(knot, seed)) {
        const [flow, simplex] = [byFlow?.(...asked), bySimplex(...asked)];
        expect([seed, asked, flow !== undefined]).toEqual([seed, asked, simplex !== undefined]);
        for (const moved of [flow, simplex]) expect(moved ? faults(knot, moved, asked) : []).toEqual([]);
      }
    }
  });

  it("leave to the second what is no network", () => {
    const knot = knotOf(randomHierarchy(1, true), 1);
    expect(flowReach(knot)).toBeUndefined();
    const reach = simplexReach(knot);
    for (const asked of questions(knot, 1)) {
      const moved = reach(...asked);
      expect(moved ? faults(knot, moved, asked) : []).toEqual([]);
    }
  });

  it("know a network whatever way its sums are turned, and a ring of sums that cannot be turned", () => {
    const ring = (...signs: number[]): Knot => ({
      cells: [0, 1, 2],
      balances: signs.map(
        (sign, sum) =>
          new Map([
            [sum, 1],
            [(sum + 1) % 3, sign],
          ]),
      ),
      room: () => ({ down: 5, up: 5 }),
    });
    expect(flowReach(ring(-1, -1, -1))).toBeDefined();
    expect(flowReach(ring(1, 1, -1))).toBeDefined();
    expect(flowReach(ring(1, -1, -1))?.(0, 1, new Set())).toEqual(
      simplexReach(ring(1, -1, -1))(0, 1, new Set()),
    );
  });
});
