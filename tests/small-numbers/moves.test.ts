import { expect, it } from "vitest";
import { systemOf } from "../../warehouse/semantic/suppress/linked.ts";
import { moveFinder } from "../../warehouse/semantic/suppress/moves.ts";

/** A level with two schools of either kind; per school two races and their sum, all of them hidden but one. */
function twoKinds() {
  const values: number[] = [];
  const sums: { whole: number; parts: number[] }[] = [];
  const add = (value: number) => values.push(value) - 1;
  const total = (parts: number[]) => {
    const whole = add(parts.reduce((all, part) => all + (values[part] ?? 0), 0));
    sums.push({ whole, parts });
    return whole;
  };
  const counts = { first: [1, 0], second: [0, 4], third: [5, 3], fourth: [0, 2] };
  const races = Object.values(counts).map((ofSchool) => ofSchool.map(add));
  const schools = races.map(total);
  const [first = 0, second = 0, third = 0, fourth = 0] = schools;
  const shown = [
    total(races.map(([one = 0]) => one)),
    total(races.map(([, other = 0]) => other)),
    total([first, second]),
    total([third, fourth]),
    total(schools),
    // Of the third school the other race is known: what it loses of one must be made up elsewhere.
    races[2]?.[1] ?? 0,
  ];
  return { linked: { values, sums }, start: races[0]?.[0] ?? 0, shown };
}

it("moves students between schools of two kinds at once, where one school alone would change what a kind has", () => {
  const { linked, start, shown } = twoKinds();
  const system = systemOf(linked);
  const hidden = new Uint8Array(system.size).fill(1);
  for (const cell of shown) hidden[cell] = 0;
  const price = Float64Array.from(hidden, (isHidden) => (isHidden ? 1 : Number.POSITIVE_INFINITY));
  const find = moveFinder({
    ...{ system, hidden, price, counts: system.value.slice(), barred: new Uint8Array(system.size) },
    effort: { left: 5000 },
  });
  const move = find(start, 1, { mayHide: false, room: 1 });
  expect(move?.get(start)).toBe(1);
  for (const cell of shown) expect(move?.has(cell)).toBe(false);
  const by = (cell: number) => move?.get(cell) ?? 0;
  for (const { whole, parts } of linked.sums)
    expect(by(whole)).toBe(parts.reduce((all, part) => all + by(part), 0));
  for (const [cell, value] of linked.values.entries()) expect(value + by(cell)).toBeGreaterThanOrEqual(0);
});
