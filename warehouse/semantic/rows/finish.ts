import { hasTwoNumbers } from "../model/define.ts";
import { factOf } from "../model/facts.ts";
import { type Block, blockWith, type Period, type Plan, type PlannedMeasure } from "../plan.ts";
import type { Cell, Column, Mark, MarkKind } from "../slice.ts";
import { isCounted } from "../sql/block.ts";
import { outputName } from "../sql/compile.ts";
import { besideParts, columnsOfPlan, orderRows } from "./columns.ts";
import { type Marked, workOut } from "./computed.ts";
import type { Coverage } from "./coverage.ts";
import { isOfKnownYear } from "./known-years.ts";

/** A row as the engine gave it: numbers by component column, keys and labels by dimension. */
export type RawRow = Record<string, unknown>;

/** Whether the published tables hide a measure's numbers in a row; nobody who reads students' rows asks. */
export type IsHidden = (raw: RawRow, measure: string, period: Period) => boolean;

/** A number to set beside one of a row; `mark` says why there is none. */
type Beside = { value: number | null; mark: MarkKind };
/** What is set beside a measure of a row: of the whole district, of the target, of another generation. */
export type FiguresBeside = (cells: Record<string, Cell>, measure: string) => Beside;

export type Finished = { columns: Column[]; rows: Record<string, Cell>[]; marks: Mark[] };

export type Finishing = {
  coverage: Coverage;
  part: Mark["part"];
  kindOfSchool: Map<string, string>;
  isHidden?: IsHidden;
  beside?: FiguresBeside;
  /** The grand total of all rows, where a share of it is asked for. */
  whole?: Marked | null;
};

/** Leaves out what is hidden and only then divides, compares, orders and cuts: an order tells as much as a number. */
export function finishRows(raw: RawRow[], plan: Plan, finishing: Finishing): Finished {
  const columns = columnsOfPlan(plan);
  const granted = plan.blocks.some(isGranted) ? raw : [];
  const marked = granted.map((row) => finishRow(row, plan, finishing));
  const { whole = null, part } = finishing;
  workOut(marked, plan.slice.computed ?? [], { whole, isTotal: part === "totals" });
  const ordered = orderRows(marked, columns, plan.slice);
  const rows = plan.slice.limit === undefined ? ordered : ordered.slice(0, plan.slice.limit);
  return {
    columns,
    rows: rows.map(({ cells }) => cells),
    marks: rows.flatMap(({ marks }, row) =>
      [...marks].map(([column, mark]): Mark => ({ part: finishing.part, row, column, mark })),
    ),
  };
}

/** What no grant reaches was not counted; its number is none and not zero. */
const isGranted = ({ scope }: Block) => scope.kind !== "nothing";

function finishRow(raw: RawRow, plan: Plan, finishing: Finishing): Marked {
  const cells: Record<string, Cell> = {};
  const marks = new Map<string, MarkKind>();
  for (const { key, dimension } of plan.by) {
    const value = asKey(raw[key]);
    const named = dimension.labels?.[String(value)] ?? raw[`${key}__label`] ?? value;
    const label = dimension.showsStudents && plan.masksNames ? `Student ${value}` : named;
    cells[key] = { key: value, label: label === null ? "Unknown" : String(label) };
  }
  for (const measure of plan.measures) finishMeasure(measure, { raw, plan, finishing, cells, marks });
  return { cells, marks };
}

type Row = { raw: RawRow; plan: Plan; finishing: Finishing } & Marked;

function finishMeasure(measure: PlannedMeasure, row: Row): void {
  const { cells, marks, plan } = row;
  const now = numbersOf(measure, row, "current");
  const reason = now.isHidden ? "suppressed" : whyEmpty(measure, row);
  const write = (column: string, number: number | null, mark: MarkKind) => {
    cells[column] = number;
    if (number === null) marks.set(column, mark);
  };
  write(measure.key, now.value, reason);
  if (hasTwoNumbers(measure.measure)) {
    write(`${measure.key}__numerator`, now.parts[0] ?? null, reason);
    write(`${measure.key}__denominator`, now.parts[1] ?? null, reason);
  }
  const { compare } = plan.slice;
  if (!compare) return;
  const [other, change] = besideParts[compare];
  const { value, mark } = besideOf(measure, row);
  write(`${measure.key}__${other}`, value, mark);
  const gone = now.value === null || value === null ? null : now.value - value;
  write(`${measure.key}__${change}`, gone, now.value === null ? reason : mark);
}

/** The number that stands beside a measure's: of the year before, or what the finishing was given. */
function besideOf(measure: PlannedMeasure, row: Row): Beside {
  const { plan, finishing, cells } = row;
  if (plan.slice.compare !== "previous_year")
    return finishing.beside?.(cells, measure.key) ?? { value: null, mark: "no_data" };
  const { value, isHidden } = numbersOf(measure, row, "previous");
  return { value, mark: isHidden ? "suppressed" : "no_data" };
}

type Numbers = { value: number | null; parts: (number | null)[]; isHidden: boolean };

function numbersOf(
  { key, measure, components }: PlannedMeasure,
  { raw, plan, finishing }: Row,
  period: Period,
): Numbers {
  if (finishing.isHidden?.(raw, key, period)) return { value: null, parts: [null, null], isHidden: true };
  const parts = components.map((component) => {
    const { column, aggregate } = component;
    const block = blockWith(plan, component, period);
    if (!isGranted(block) || !isOfKnownYear(block, raw)) return null;
    return asNumber(raw[outputName({ period }, column)]) ?? (isCounted(aggregate) ? 0 : null);
  });
  return { value: resultOf(measure.value.kind, parts), parts, isHidden: false };
}

function resultOf(kind: PlannedMeasure["measure"]["value"]["kind"], parts: (number | null)[]): number | null {
  const [first = null, second = null] = parts;
  if (kind === "amount") return first;
  if (first === null || second === null) return null;
  if (kind === "difference") return first - second;
  return second === 0 ? null : first / second;
}

function whyEmpty({ measure, components }: PlannedMeasure, { cells, finishing }: Row): MarkKind {
  const school = cells.school;
  const key = typeof school === "object" && school !== null ? String(school.key) : null;
  const kind = key === null ? undefined : finishing.kindOfSchool.get(key);
  if (kind !== undefined && measure.notApplicableTo?.includes(kind)) return "not_applicable";
  if (key !== null && finishing.coverage.missing.some((missing) => missing.key === key))
    return "not_reported";
  const isMoney = components.some(({ aggregate }) => factOf(aggregate.fact).subject === "finance");
  return isMoney ? "not_reported" : "no_data";
}

const asNumber = (value: unknown): number | null =>
  typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : null;

const asKey = (value: unknown) =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
