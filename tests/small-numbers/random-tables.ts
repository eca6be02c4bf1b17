import type { Linked } from "../../warehouse/semantic/suppress/linked.ts";
import { type Axis, crossed, tableWithTotals } from "../../warehouse/semantic/suppress/table.ts";

/** A stream of numbers from 0 to 1, the same for the same seed. */
export function drawing(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const upTo = (draw: () => number, least: number, most: number) =>
  least + Math.floor(draw() * (most - least + 1));

/** 12 % zeros, 28 % from 1 to 10, the others mostly in the tens and hundreds. */
function randomCount(draw: () => number): number {
  const kind = draw();
  if (kind < 0.12) return 0;
  return kind < 0.4 ? upTo(draw, 1, 10) : upTo(draw, 11, 20 + Math.floor(500 * draw() ** 2));
}

/** A table of its own size, 2×2 to 15×8 unless said, with totals. */
export function randomTable(seed: number, size?: { rows: number; columns: number }): Linked {
  const draw = drawing(seed);
  const rows = size?.rows ?? upTo(draw, 2, 15);
  const columns = size?.columns ?? upTo(draw, 2, 8);
  return tableWithTotals(linesOf(rows, () => linesOf(columns, () => randomCount(draw))));
}

/** Lines in groups, the groups' totals, and the total of all: leaves first. */
function grouped(groupOf: readonly number[]): Axis {
  const groups = Math.max(...groupOf) + 1;
  const whole = groupOf.length + groups;
  const parts = (group: number) => groupOf.flatMap((of, line) => (of === group ? [line] : []));
  return {
    size: whole + 1,
    sums: [
      ...linesOf(groups, (group) => ({ whole: groupOf.length + group, parts: parts(group) })),
      { whole, parts: linesOf(groups, (group) => groupOf.length + group) },
    ],
  };
}

/** Schools in levels by student groups, which are themselves in groups when `bothWays`: then no network of flows tells all. */
export function randomHierarchy(seed: number, bothWays: boolean): Linked {
  const draw = drawing(seed);
  const rows = grouped(groupsFor(draw, upTo(draw, 3, 12)));
  const flat = upTo(draw, 2, 6);
  const columns = grouped(bothWays ? groupsFor(draw, flat) : linesOf(flat, () => 0));
  return filledUp({ rows, columns }, draw);
}

const groupsFor = (draw: () => number, lines: number) =>
  linesOf(lines, (line) => (line < 2 ? line : upTo(draw, 0, Math.min(2, lines - 2))));

function filledUp({ rows, columns }: { rows: Axis; columns: Axis }, draw: () => number): Linked {
  const sums = crossed(rows, columns);
  const values = new Array<number>(rows.size * columns.size).fill(-1);
  const wholes = new Map(sums.map((sum) => [sum.whole, sum.parts]));
  const count = (cell: number): number => {
    if (values[cell] === -1)
      values[cell] = wholes.get(cell)?.reduce((sum, part) => sum + count(part), 0) ?? randomCount(draw);
    return values[cell] ?? 0;
  };
  for (const cell of values.keys()) count(cell);
  return { values, sums };
}

export type DistrictSize = { schools: number; races: number; flags: number };

/**
 * What a district publishes of one count. Schools add up to levels and the district; all students also to classes of
 * schools. All students are the sum of the races, and of those with and without each flag; those without are not shown.
 * Every school knows its own row.
 */
export function randomDistrict(seed: number, { schools, races, flags }: DistrictSize): Linked {
  const draw = drawing(seed);
  const [levelOf, classOf] = [groupsFor(draw, schools), groupsFor(draw, schools)];
  const { values, sums, add, rollUp, column } = columnsOf(levelOf);
  const countOf = (cell = 0) => values[cell] ?? 0;
  const byRace = linesOf(races, () => linesOf(schools, () => add(randomCount(draw))));
  const all = linesOf(schools, (school) => add(total(byRace.map((cells) => countOf(cells[school])))));
  const withFlag = linesOf(flags, () => all.map((cell) => add(Math.min(randomCount(draw), countOf(cell)))));
  const allColumn = column(all);
  sums.push({ whole: allColumn.at(-1) ?? 0, parts: rollUp(all, classOf) });
  const raceColumns = byRace.map(column);
  for (const [row, whole] of allColumn.entries())
    sums.push({ whole, parts: raceColumns.map((cells) => cells[row] ?? 0) });
  const withoutFlag = withFlag.map(column).map((cells) =>
    allColumn.map((whole, row) => {
      const part = cells[row] ?? 0;
      const rest = add(countOf(whole) - countOf(part));
      sums.push({ whole, parts: [part, rest] });
      return rest;
    }),
  );
  const ofSchools = [all, ...byRace, ...withFlag, ...withoutFlag];
  const insiders = linesOf(schools, (school) => ofSchools.map((cells) => cells[school] ?? 0));
  return { values, sums, latent: new Set(withoutFlag.flat()), insiders };
}

/** Grows columns of cells: schools, then their levels, then the district. */
function columnsOf(levelOf: readonly number[]) {
  const values: number[] = [];
  const sums: { whole: number; parts: number[] }[] = [];
  const add = (value: number) => values.push(value) - 1;
  const rollUp = (cells: readonly number[], groupOf: readonly number[]) =>
    linesOf(Math.max(...groupOf) + 1, (group) => {
      const parts = cells.filter((_, line) => groupOf[line] === group);
      const whole = add(total(parts.map((cell) => values[cell] ?? 0)));
      sums.push({ whole, parts });
      return whole;
    });
  const column = (cells: readonly number[]) => {
    const levels = rollUp(cells, levelOf);
    return [
      ...cells,
      ...levels,
      ...rollUp(
        levels,
        linesOf(levels.length, () => 0),
      ),
    ];
  };
  return { values, sums, add, rollUp, column };
}

/** A table of which something is known already: bounds near the truth, some cells wholly, and some hidden in any case. */
export function randomBounds(seed: number): Linked {
  const draw = drawing(seed);
  const table =
    seed % 2 === 0 ? randomTable(seed, { rows: 4, columns: 3 }) : randomHierarchy(seed, seed % 4 === 1);
  const some = (share: number) => new Set(table.values.flatMap((_, cell) => (draw() < share ? [cell] : [])));
  const near = () => (draw() < 0.5 ? upTo(draw, 0, 40) : 400);
  return {
    ...table,
    least: table.values.map((value) => Math.max(0, value - near())),
    most: table.values.map((value) => value + near()),
    open: some(0.1),
    closed: some(0.05),
    latent: some(0.05),
  };
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

function linesOf<T>(count: number, line: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => line(index));
}

/**
 * What a district publishes of a rate by race: all numerators within schools are hidden, as most of them are small; the
 * schools' own are shown, and so are the denominators that are not small, so that whom the rate does not count can be told.
 */
export function randomRate(seed: number, { schools, races }: { schools: number; races: number }): Linked {
  const draw = drawing(seed);
  const values: number[] = [];
  const sums: { whole: number; parts: number[] }[] = [];
  const [open, closed, latent] = [new Set<number>(), new Set<number>(), new Set<number>()];
  const add = (value: number, kind?: Set<number>) => {
    const cell = values.push(value) - 1;
    kind?.add(cell);
    return cell;
  };
  const total = (parts: number[], kind?: Set<number>) => {
    const whole = add(
      parts.reduce((all, part) => all + (values[part] ?? 0), 0),
      kind,
    );
    sums.push({ whole, parts });
    return whole;
  };
  const counted = linesOf(schools, () => linesOf(races, () => add(randomCount(draw), closed)));
  for (const ofSchool of counted) total(ofSchool, open);
  for (const ofSchool of counted)
    for (const cell of ofSchool) {
      const others = upTo(draw, 1, 40);
      if ((values[cell] ?? 0) + others > 10) total([cell, add(others, latent)], open);
    }
  for (let race = 0; race < races; race++) {
    const ofRace = (of: number, one: number) =>
      counted.flatMap((ofSchool, school) => (school % of === one ? [ofSchool[race] ?? 0] : []));
    const levels = linesOf(3, (level) => total(ofRace(3, level)));
    const kinds = linesOf(2, (kind) => total(ofRace(2, kind)));
    const whole = total(levels);
    sums.push({ whole, parts: kinds });
  }
  return { values, sums, open, closed, latent };
}

/**
 * Two releases of a district: a count that has not changed is one cell; of one that has, the former stands for itself, known
 * or past. Some counts are known. Of every other one it is known how many there are with those whom it does not count, of some
 * twice.
 */
export function randomReleases(seed: number, size: DistrictSize): Linked {
  const draw = drawing(seed);
  const now = randomDistrict(seed, size);
  const [values, sums] = [[...now.values], [...now.sums]];
  const [open, past, latent] = [new Set<number>(), new Set<number>(), new Set(now.latent)];
  const add = (value: number, ...kinds: Set<number>[]) => {
    const cell = values.push(value) - 1;
    for (const kind of kinds) kind.add(cell);
    return cell;
  };
  const formerOf = now.values.map((value, cell) => {
    if (draw() < 0.5) return cell;
    return draw() < 0.5 ? add(value, open) : add(value, latent, past);
  });
  const former = (cell: number) => formerOf[cell] ?? cell;
  for (const { whole, parts } of now.sums) sums.push({ whole: former(whole), parts: parts.map(former) });
  for (const cell of now.values.keys()) if (draw() < 0.1 && formerOf[cell] !== cell) open.add(cell);
  const rests = now.values.map((value, cell) => {
    if (cell % 2 === 0) return cell;
    const rest = add(upTo(draw, 1, 30), latent);
    for (let times = draw() < 0.3 ? 2 : 1; times > 0; times--)
      sums.push({ whole: add(value + (values[rest] ?? 0), open), parts: [cell, rest] });
    return rest;
  });
  const insiders = now.insiders?.map((cells) => [
    ...new Set(cells.flatMap((cell) => [cell, former(cell), rests[cell] ?? cell])),
  ]);
  const least = values.map((_, cell) => (past.has(cell) && draw() < 0.8 ? Number.NEGATIVE_INFINITY : 0));
  return { values, sums, open, past, latent, least, ...(insiders ? { insiders } : {}) };
}
