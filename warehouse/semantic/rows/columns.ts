import { didYouMean, nearest, WarehouseError } from "../errors.ts";
import { hasTwoNumbers } from "../model/define.ts";
import type { Plan, PlannedMeasure } from "../plan.ts";
import type { Cell, Column, Order, Slice } from "../slice.ts";

/** The columns of an answer: dimensions first, then each measure with its numerator, denominator, previous and change, or the district and the difference. */
export function columnsOfPlan(plan: Plan): Column[] {
  return [
    ...plan.by.map(({ key, dimension }): Column => ({ key, label: dimension.label, kind: "dimension" })),
    ...plan.measures.flatMap((measure) => columnsOfMeasure(measure, plan.slice.compare)),
  ];
}

function columnsOfMeasure(planned: PlannedMeasure, compare: Slice["compare"]): Column[] {
  const { key, measure } = planned;
  const column = (part: NonNullable<Column["part"]>, suffix: string, words: string): Column => ({
    key: `${key}${suffix}`,
    label: `${measure.label}${words}`,
    kind: "measure",
    measure: key,
    part,
    unit: part === "numerator" || part === "denominator" ? "count" : measure.unit,
  });
  return [
    column("value", "", ""),
    ...(hasTwoNumbers(measure)
      ? [
          column("numerator", "__numerator", ": numerator"),
          column("denominator", "__denominator", ": denominator"),
        ]
      : []),
    ...(compare === "previous_year"
      ? [column("previous", "__previous", ", the year before"), column("change", "__change", ", change")]
      : []),
    ...(compare === "district"
      ? [
          column("district", "__district", ", whole district"),
          column("difference", "__difference", ", against the district"),
        ]
      : []),
  ];
}

/**
 * Rows in the order asked for, ties and everything else by the labels of the dimensions, and by their keys where two
 * schools or students have one name; nulls last unless said.
 */
export function orderRows<Row extends { cells: Record<string, Cell> }>(
  rows: Row[],
  columns: Column[],
  slice: Slice,
): Row[] {
  for (const { column } of slice.order ?? []) refuseUnknown(column, columns);
  const dimensions = columns.filter(({ kind }) => kind === "dimension");
  const order: Order[] = [
    ...(slice.order ?? []),
    ...dimensions.map(({ key }): Order => ({ column: key, direction: "asc" })),
  ];
  return [...rows].sort((a, b) => {
    for (const { column, direction, nulls = "last" } of order) {
      const difference = compare(a.cells[column] ?? null, b.cells[column] ?? null, { direction, nulls });
      if (difference !== 0) return difference;
    }
    return inOrder(keysOf(a.cells, dimensions), keysOf(b.cells, dimensions));
  });
}

function refuseUnknown(column: string, columns: Column[]): void {
  const keys = columns.map(({ key }) => key);
  if (keys.includes(column)) return;
  const names = nearest(column, keys);
  throw new WarehouseError(
    "unknown_column",
    `The answer has no column "${column}" to order by.${didYouMean(names)}`,
    {
      didYouMean: names,
    },
  );
}

function compare(
  a: Cell,
  b: Cell,
  { direction, nulls }: { direction: "asc" | "desc"; nulls: "first" | "last" },
): number {
  const left = sortable(a);
  const right = sortable(b);
  if (left === null || right === null) {
    if (left === right) return 0;
    return (left === null) === (nulls === "first") ? -1 : 1;
  }
  const difference = inOrder(left, right);
  return direction === "asc" ? difference : -difference;
}

const inOrder = (left: string | number, right: string | number): number =>
  typeof left === "number" && typeof right === "number"
    ? left - right
    : collator.compare(String(left), String(right));

/** Grades and names as people order them: 2 before 10. */
const collator = new Intl.Collator("en", { numeric: true });

const sortable = (cell: Cell): string | number | null => {
  if (cell === null || typeof cell === "number") return cell;
  return cell.key === null ? null : cell.label;
};

const keysOf = (cells: Record<string, Cell>, dimensions: Column[]): string =>
  dimensions
    .map(({ key }) => cells[key])
    .map((cell) => (typeof cell === "object" && cell !== null ? String(cell.key) : ""))
    .join(" ");
