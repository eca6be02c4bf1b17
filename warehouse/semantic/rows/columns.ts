import { didYouMean, nearest, WarehouseError } from "../errors.ts";
import { hasTwoNumbers } from "../model/define.ts";
import type { Plan, PlannedMeasure } from "../plan.ts";
import type { Cell, Column, ColumnPart, Order, Slice } from "../slice.ts";
import { computedColumns } from "./computed.ts";

/**
 * The columns of an answer: dimensions first, then each measure with its numerator, denominator, what it is compared to
 * and the difference, then what is worked out from them.
 */
export function columnsOfPlan(plan: Plan): Column[] {
  const { slice } = plan;
  const measures = plan.measures.flatMap((measure) => columnsOfMeasure(measure, slice));
  return [
    ...plan.by.map(({ key, dimension }): Column => ({ key, label: dimension.label, kind: "dimension" })),
    ...measures,
    ...computedColumns(slice.computed ?? [], measures),
  ];
}

type Compare = NonNullable<Slice["compare"]>;

/** With each comparison, the number beside a measure's and the difference. */
export const besideParts = {
  previous_year: ["previous", "change"],
  district: ["district", "difference"],
  target: ["target", "gap"],
  generation: ["then", "restated"],
} as const satisfies Record<Compare, [ColumnPart, ColumnPart]>;

const besideWords = (against: string): Record<Compare, readonly string[]> => ({
  previous_year: [", the year before", ", change"],
  district: [", whole district", ", against the district"],
  target: [", target", ", against the target"],
  generation: [`, in ${against}`, ", change since then"],
});

function columnsOfMeasure(planned: PlannedMeasure, { compare, against = "" }: Slice): Column[] {
  const { key, measure } = planned;
  const column = (part: ColumnPart, suffix: string, words = ""): Column => ({
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
    ...(compare
      ? besideParts[compare].map((part, at) => column(part, `__${part}`, besideWords(against)[compare][at]))
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

/** Negative where the first comes before the second. */
export const inOrder = (left: string | number, right: string | number): number =>
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
