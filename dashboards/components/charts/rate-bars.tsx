import { useCallback } from "react";
import { type Cell, publishedRate } from "../figures/cells.ts";
import { type Formats, useFormats, useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { Chart } from "./chart.tsx";
import { chartMessages } from "./messages.ts";

export type RateRow = { label: string; cell: Cell };
type Props = {
  title: string;
  caption: string;
  /** What a row is: "Level", "Student group". */
  heading: string;
  rows: RateRow[];
  /** Where a target is cited, a line. */
  target?: { value: number; label: string };
};

/** Rates as bars from 0 %, last year as a tick; a figure that is not there is a hatched gap, never a zero. */
export function RateBars({ title, caption, heading, rows, target }: Props) {
  const formats = useFormats();
  const say = useSay(chartMessages);
  const sayMark = useSay(figureMessages);
  const hasPrevious = rows.some((row) => row.cell.previous !== null);
  const draw = useDraw(rows, target);
  const write = (value: number | null, row: RateRow) =>
    value === null ? sayMark(`figure.${row.cell.mark ?? "no_data"}`) : formats.percent(value);
  const table = {
    head: [
      heading,
      say("chart.this_year"),
      ...(hasPrevious ? [say("chart.last_year"), say("chart.change")] : []),
    ],
    body: rows.map((row) => [
      row.label,
      write(publishedRate(row.cell), row),
      ...(hasPrevious
        ? [
            row.cell.previous === null ? "–" : formats.percent(row.cell.previous),
            row.cell.change === null ? "–" : formats.points(row.cell.change),
          ]
        : []),
    ]),
  };
  return (
    <Chart
      title={title}
      caption={`${caption} ${say("chart.starts_at", { value: formats.percent(0, 0) })}`}
      table={table}
      height={rows.length * 50 + 56}
      draw={draw}
    />
  );
}

function valueLabel(row: RateRow, formats: Formats, gap: string): string {
  const rate = publishedRate(row.cell);
  if (rate === null) return gap;
  return row.cell.change === null
    ? formats.percent(rate)
    : `${formats.percent(rate)}  (${formats.points(row.cell.change)})`;
}

function useDraw(rows: RateRow[], target: Props["target"]) {
  const formats = useFormats();
  const say = useSay(chartMessages);
  const sayMark = useSay(figureMessages);
  return useCallback(
    (plot: typeof import("@observablehq/plot")) => {
      const shown = rows.map((row) => ({ ...row, rate: publishedRate(row.cell) }));
      const values = shown.flatMap((row) => [row.rate ?? 0, row.cell.previous ?? 0]);
      const most = Math.max(0.01, target?.value ?? 0, ...values);
      const previous = shown.filter((row) => row.cell.previous !== null);
      const lead = previous[0];
      return {
        marginLeft: 12,
        marginRight: 96,
        marginTop: 26,
        marginBottom: 28,
        style: { fontSize: "14px", background: "none", color: "var(--ink-2)", overflow: "visible" },
        x: {
          domain: [0, most],
          ticks: 4,
          tickFormat: (value: number) => formats.percent(value, 0),
          label: null,
          tickSize: 0,
        },
        y: {
          type: "band" as const,
          domain: rows.map((row) => row.label),
          axis: null,
          padding: 0.62,
          insetTop: 12,
        },
        marks: [
          plot.gridX({ ticks: 4, stroke: "var(--grid)", strokeOpacity: 1 }),
          plot.barX(shown, {
            y: "label",
            x: (row: { rate: number | null }) => row.rate ?? most / 3,
            fill: (row: { rate: number | null }) => (row.rate === null ? "url(#hatch)" : "var(--series-1)"),
          }),
          plot.tickX(previous, {
            y: "label",
            x: (row: RateRow) => row.cell.previous,
            stroke: "var(--series-4)",
            strokeWidth: 3,
            insetTop: -4,
            insetBottom: -4,
          }),
          plot.text(shown, {
            y: "label",
            x: 0,
            text: "label",
            textAnchor: "start",
            dy: -17,
            fill: "var(--ink)",
          }),
          plot.text(shown, {
            y: "label",
            x: (row: (typeof shown)[number]) => Math.max(row.rate ?? most / 3, row.cell.previous ?? 0),
            text: (row: RateRow) => valueLabel(row, formats, sayMark(`figure.${row.cell.mark ?? "no_data"}`)),
            textAnchor: "start",
            dx: 8,
            fill: "var(--ink)",
            fontWeight: 600,
          }),
          lead
            ? plot.text([lead], {
                y: "label",
                x: (row: RateRow) => row.cell.previous,
                text: () => say("chart.same_day"),
                dy: -19,
                fontSize: 12,
                fill: "var(--series-4-ink)",
                textAnchor: "middle",
              })
            : null,
          target
            ? [
                plot.ruleX([target.value], { stroke: "var(--ink)", strokeDasharray: "4 3" }),
                plot.text([target], {
                  x: "value",
                  frameAnchor: "top",
                  text: "label",
                  dy: -18,
                  fill: "var(--ink)",
                }),
              ]
            : null,
        ],
      };
    },
    [rows, target, formats, say, sayMark],
  );
}
