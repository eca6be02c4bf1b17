import type { ReportChart } from "../../contract.ts";
import type { Exported } from "../about.ts";
import { guardText, numberFormat } from "../guard.ts";
import type { ChartDraft, ChartSeries, SheetDraft } from "../xlsx/draft.ts";

/** A chart with more rows than these says less than its table. */
const MOST_ROWS = 400;
const MOST_SERIES = 8;
const WIDTH = 110;
/** Rows of the sheet that a chart covers: 24, and more where every bar wants its name. */
const USUAL_ROWS = 24;

type Column = Exported["columns"][number];
export type ChartOrder = {
  title: string;
  chart: ReportChart | undefined;
  /** The name of the sheet that holds the answer's rows as data, a line of header above them. */
  data: string;
  isTime: (dimension: string) => boolean;
};

/**
 * A sheet with the chart that was on the screen, drawn by the program that opens it over the data sheet, where hidden
 * numbers are blank. Null where the answer has no such shape: a grid is in the table, and more than two dimensions are no chart.
 */
export function chartSheet(
  answer: Exported,
  order: ChartOrder,
  print: SheetDraft["print"],
): Omit<SheetDraft, "name"> | null {
  const kind = kinds[order.chart ?? "table"];
  const series =
    kind === null || answer.rows.length === 0 || answer.rows.length > MOST_ROWS
      ? []
      : seriesOf(answer, order);
  const [first] = answer.columns.filter(({ kind }) => kind === "measure");
  if (kind === null || first === undefined || series.length === 0 || series.length > MOST_SERIES) return null;
  const title = guardText(order.title);
  const description = `${kind === "bar" ? "Bars" : "Lines"}: ${series.map(({ name }) => name).join(", ")}. The numbers are on the sheet "${order.data}"; what is blank there is not drawn.`;
  const length = Math.max(...series.map(({ values: { from, to } }) => to - from + 1));
  const rows =
    kind === "bar"
      ? Math.max(USUAL_ROWS, Math.ceil(length * Math.max(1.2, series.length * 0.7)))
      : USUAL_ROWS;
  const chart: ChartDraft = {
    kind,
    title,
    description,
    format: numberFormat(first),
    sheet: order.data,
    series,
    rows,
  };
  return {
    columns: [{ width: WIDTH, style: { wraps: true } }],
    ...{ head: [], merges: [], rows: [], rowCount: 0, highlights: [], print },
    foot: [{ cells: [description], styles: [{ wraps: true }], height: 32 }],
    chart,
  };
}

const kinds: Record<ReportChart, ChartDraft["kind"] | null> = {
  bar: "bar",
  line: "line",
  dot: "dot",
  multiples: "line",
  heat: null,
  table: null,
};

/** One line for each measure of one dimension, each value of the pivot, or each value of the second dimension. */
function seriesOf(answer: Exported, { isTime }: ChartOrder): ChartSeries[] {
  const dimensions = answer.columns.filter(({ kind }) => kind === "dimension").map(({ key }) => key);
  const numbers = numbersOf(answer.columns);
  const at = dimensions.find(isTime) ?? dimensions.at(-1);
  if (at === undefined || dimensions.length > 2 || dimensions.includes("student")) return [];
  const labels = dataColumn(answer.columns, at) + 1;
  const whole = { from: 2, to: answer.rows.length + 1 };
  const line = (name: string, column: Column, part = whole): ChartSeries => ({
    name: guardText(name),
    labels: { column: labels, ...part },
    values: { column: dataColumn(answer.columns, column.key), ...part },
  });
  if (dimensions.length === 1)
    return numbers.map((column) => line(column.pivot?.label ?? column.label, column));
  const by = dimensions.find((key) => key !== at) ?? "";
  const [only] = numbers;
  const blocks = blocksOf(answer, by);
  return only && blocks ? blocks.map(({ label, ...part }) => line(label, only, part)) : [];
}

/** Values of measures in one unit; what is beside them (the year before, the target) is in the table. */
function numbersOf(columns: Column[]): Column[] {
  const values = columns.filter(({ kind, part }) => kind === "measure" && part === "value");
  return values.filter(({ unit }) => unit === values[0]?.unit);
}

/** As `tidyColumns` lays them out: two columns for each column of the answer. */
const dataColumn = (columns: Column[], key: string) => 2 * columns.findIndex((column) => column.key === key);

/** The rows of each value of a dimension, where they stand together; null where they do not. */
function blocksOf({ rows }: Exported, by: string): { label: string; from: number; to: number }[] | null {
  const blocks: { label: string; from: number; to: number }[] = [];
  let at = 2;
  for (const { [by]: cell } of rows) {
    const label = typeof cell === "object" && cell !== null ? cell.label : "";
    const last = blocks.at(-1);
    if (last?.label === label) last.to = at;
    else if (blocks.some((block) => block.label === label)) return null;
    else blocks.push({ label, from: at, to: at });
    at += 1;
  }
  return blocks;
}
