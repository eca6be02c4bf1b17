import type { ModelData } from "highs";
import type { Linked, Rule } from "#warehouse";
import { highs } from "./lp-auditor.ts";

type Demand = { cell: number; by: number };
type Entry = readonly [column: number, value: number];

/**
 * The fewest cells that can be hidden so that none is narrowed, by mixed-integer programming; nothing when it takes
 * longer than the seconds given. Every demand of a sensitive cell is a change of its own over the hidden cells.
 */
export function fewestHidden({ values, sums }: Linked, rule: Rule, seconds: number): number | undefined {
  const small = values.flatMap((value, cell) => (value > 0 && value <= rule.threshold ? [cell] : []));
  const free = values.flatMap((value, cell) => (value > rule.threshold ? [cell] : []));
  const demands = small.flatMap((cell) => {
    const value = values[cell] ?? 0;
    return [rule.threshold - value, 1 - value].flatMap((by) => (by === 0 ? [] : [{ cell, by }]));
  });
  const program = programOf(free.length);
  for (const demand of demands) addDemand(program, { values, sums }, { demand, free });
  return highs.withModel(modelOf(program, free.length), (mip) => {
    mip.options.set({ output_flag: false, time_limit: seconds });
    mip.run();
    if (mip.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
    return Math.round(mip.getObjectiveValue()) + small.length;
  });
}

type Program = {
  columns: { cost: number[]; lower: number[]; upper: number[] };
  rows: { starts: number[]; indices: number[]; values: number[]; lower: number[]; upper: number[] };
};

/** A program with one choice a cell: to hide it, which costs 1, or not. */
function programOf(choices: number): Program {
  const all = (value: number) => new Array<number>(choices).fill(value);
  return {
    columns: { cost: all(1), lower: all(0), upper: all(1) },
    rows: { starts: [0], indices: [], values: [], lower: [], upper: [] },
  };
}

/** The change that a demand asks for: it keeps every sum, and changes only cells that are small or chosen. */
function addDemand(
  program: Program,
  { values, sums }: Linked,
  { demand, free }: { demand: Demand; free: readonly number[] },
): void {
  const { columns } = program;
  const most = Math.abs(demand.by);
  const columnOf = new Map<number, number>();
  const down = (cell: number) => Math.min(values[cell] ?? 0, most);
  for (const [cell, value] of values.entries()) {
    if (value === 0) continue;
    columnOf.set(cell, columns.cost.length);
    columns.cost.push(0);
    columns.lower.push(cell === demand.cell ? demand.by : -down(cell));
    columns.upper.push(cell === demand.cell ? demand.by : most);
  }
  const entry = (cell: number, sign: number): Entry[] => {
    const column = columnOf.get(cell);
    return column === undefined ? [] : [[column, sign]];
  };
  for (const { whole, parts } of sums)
    addRow(program, [...entry(whole, 1), ...parts.flatMap((part) => entry(part, -1))], [0, 0]);
  for (const [choice, cell] of free.entries()) {
    addRow(program, [...entry(cell, 1), [choice, -most]], [-highs.infinity, 0]);
    addRow(program, [...entry(cell, 1), [choice, down(cell)]], [0, highs.infinity]);
  }
}

function addRow(
  { rows }: Program,
  entries: readonly Entry[],
  [lower, upper]: readonly [number, number],
): void {
  for (const [column, value] of entries) {
    rows.indices.push(column);
    rows.values.push(value);
  }
  rows.starts.push(rows.indices.length);
  rows.lower.push(lower);
  rows.upper.push(upper);
}

function modelOf({ columns, rows }: Program, choices: number): ModelData {
  const { integer, continuous } = highs.constants.variableType;
  const [numCols, numRows] = [columns.cost.length, rows.lower.length];
  const { starts, indices, values } = rows;
  return {
    numCols,
    numRows,
    colCost: columns.cost,
    colLower: columns.lower,
    colUpper: columns.upper,
    rowLower: rows.lower,
    rowUpper: rows.upper,
    matrix: { format: "csr", numRows, numCols, starts, indices, values },
    integrality: columns.cost.map((_, column) => (column < choices ? integer : continuous)),
  };
}
