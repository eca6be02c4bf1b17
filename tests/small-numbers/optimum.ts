import type { ModelData } from "highs";
import type { Linked, Rule } from "#warehouse";
import { highs } from "./lp-auditor.ts";

/**
 * The fewest cells that can be hidden so that none is narrowed, by mixed-integer programming; nothing when it takes
 * longer than the seconds given. Every demand of a sensitive cell is a change of its own over the hidden cells.
 */
export function fewestHidden({ values, sums }: Linked, rule: Rule, seconds: number): number | undefined {
  const small = values.map((value) => value > 0 && value <= rule.threshold);
  const demands = values.flatMap((value, cell) =>
    small[cell]
      ? [
          { cell, by: rule.threshold - value },
          { cell, by: 1 - value },
        ].filter(({ by }) => by !== 0)
      : [],
  );
  const free = values.flatMap((value, cell) => (value > rule.threshold ? [cell] : []));
  const usable = values.flatMap((value, cell) => (value > 0 ? [cell] : []));
  const hiding = new Map(free.map((cell, column) => [cell, column]));
  const columns = { cost: free.map(() => 1), lower: free.map(() => 0), upper: free.map(() => 1) };
  const rows = {
    starts: [0],
    indices: [] as number[],
    values: [] as number[],
    lower: [] as number[],
    upper: [] as number[],
  };
  const row = (entries: readonly (readonly [number, number])[], lower: number, upper: number) => {
    for (const [column, value] of entries) {
      rows.indices.push(column);
      rows.values.push(value);
    }
    rows.starts.push(rows.indices.length);
    rows.lower.push(lower);
    rows.upper.push(upper);
  };
  for (const { cell: asked, by } of demands) {
    const most = Math.abs(by);
    const first = columns.cost.length;
    const columnOf = new Map(usable.map((cell, place) => [cell, first + place]));
    for (const cell of usable) {
      const down = Math.min(values[cell] ?? 0, most);
      columns.cost.push(0);
      columns.lower.push(cell === asked ? by : -down);
      columns.upper.push(cell === asked ? by : most);
    }
    for (const { whole, parts } of sums) {
      const entries = [[whole, 1] as const, ...parts.map((part) => [part, -1] as const)];
      row(
        entries.flatMap(([cell, sign]) =>
          columnOf.has(cell) ? [[columnOf.get(cell) ?? 0, sign] as const] : [],
        ),
        0,
        0,
      );
    }
    for (const cell of free) {
      const [change, hidden] = [columnOf.get(cell) ?? 0, hiding.get(cell) ?? 0];
      row(
        [
          [change, 1],
          [hidden, -most],
        ],
        -highs.infinity,
        0,
      );
      row(
        [
          [change, 1],
          [hidden, Math.min(values[cell] ?? 0, most)],
        ],
        0,
        highs.infinity,
      );
    }
  }
  const count = columns.cost.length;
  const model: ModelData = {
    numCols: count,
    numRows: rows.lower.length,
    colCost: columns.cost,
    colLower: columns.lower,
    colUpper: columns.upper,
    rowLower: rows.lower,
    rowUpper: rows.upper,
    matrix: { format: "csr", numRows: rows.lower.length, numCols: count, ...rows },
    integrality: columns.cost.map((_, column) =>
      column < free.length ? highs.constants.variableType.integer : highs.constants.variableType.continuous,
    ),
  };
  return highs.withModel(model, (mip) => {
    mip.options.set({ output_flag: false, time_limit: seconds });
    mip.run();
    if (mip.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
    return Math.round(mip.getObjectiveValue()) + small.filter(Boolean).length;
  });
}
