import { useCallback } from "react";
import { type Cell, publishedRate } from "../figures/cells.ts";
import { type FigureKind, useWriteCell, writeFigure } from "../figures/figure-text.tsx";
import { type Formats, useFormats, useSay } from "../figures/formats.ts";
import { Chart } from "./chart.tsx";
import { chartStyle, type Plot } from "./chart-frame.ts";
import { chartMessages } from "./messages.ts";

export type RateRow = { label: string; cell: Cell };
type Props = {
  title: string;
  caption: string;
  /** What a row is: "Level", "Student group". */
  heading: string;
  rows: RateRow[];
  /** How the figures are written where they are no rates. */
  kind?: FigureKind;
};

/** Figures as bars from 0, last year as a tick; a figure that is not there is a hatched gap, never a zero. */
export function RateBars({ title, caption, heading, rows, kind = "percent" }: Props) {
  const formats = useFormats();
  const say = useSay(chartMessages);
  const start = say("chart.starts_at", { value: onAxis(0, kind, formats) });
  return (
    <Chart
      title={title}
      caption={`${caption} ${start}`}
      table={useTable(heading, rows, kind)}
      height={rows.length * 50 + 56}
      draw={useDraw(rows, kind)}
    />
  );
}

/** A round number of an axis. */
function onAxis(value: number, kind: FigureKind, formats: Formats): string {
  return kind === "percent" ? formats.percent(value, 0) : writeFigure(value, kind, formats);
}

/** A change in points of a rate, or in what is counted. */
function changeWords(change: number, kind: FigureKind, formats: Formats): string {
  return kind === "percent" ? formats.points(change) : formats.signed(change);
}

function useTable(heading: string, rows: RateRow[], kind: FigureKind) {
  const formats = useFormats();
  const say = useSay(chartMessages);
  const write = useRateWords(kind);
  const hasPrevious = rows.some(({ cell }) => cell.previous !== null);
  const before = ({ previous, change }: Cell) => [
    previous === null ? "–" : writeFigure(previous, kind, formats),
    change === null ? "–" : changeWords(change, kind, formats),
  ];
  return {
    head: [
      heading,
      say("chart.this_year"),
      ...(hasPrevious ? [say("chart.last_year"), say("chart.change")] : []),
    ],
    body: rows.map(({ label, cell }) => [label, write(cell), ...(hasPrevious ? before(cell) : [])]),
  };
}

/** The figure, or why there is none. */
function useRateWords(kind: FigureKind): (cell: Cell) => string {
  const write = useWriteCell();
  const unit = kind === "percent" ? "percent" : kind === "count" ? "count" : "usd";
  return useCallback((cell) => write(cell, unit), [write, unit]);
}

function useDraw(rows: RateRow[], kind: FigureKind) {
  const formats = useFormats();
  const labels = useLabels(rows, kind);
  return useCallback(
    (plot: Plot) => {
      const most = mostOf(rows);
      const tick = { stroke: "var(--series-4)", strokeWidth: 3, insetTop: -4, insetBottom: -4 };
      return {
        marginLeft: 12,
        marginRight: 96,
        marginTop: 26,
        marginBottom: 28,
        style: chartStyle(14),
        x: {
          domain: [0, most],
          ticks: 4,
          tickFormat: (value: number) => onAxis(value, kind, formats),
          label: null,
          tickSize: 0,
        },
        y: {
          type: "band" as const,
          domain: rows.map(({ label }) => label),
          axis: null,
          padding: 0.66,
          insetTop: 14,
        },
        marks: [
          plot.gridX({ ticks: 4, stroke: "var(--grid)", strokeOpacity: 1 }),
          plot.barX(rows, {
            y: "label",
            x: (row: RateRow) => publishedRate(row.cell) ?? most / 3,
            fill: (row: RateRow) => (publishedRate(row.cell) === null ? "url(#hatch)" : "var(--series-1)"),
          }),
          plot.tickX(withPrevious(rows), { y: "label", x: (row: RateRow) => row.cell.previous, ...tick }),
          labels(plot, most),
        ],
      };
    },
    [rows, kind, formats, labels],
  );
}

function mostOf(rows: RateRow[]): number {
  return Math.max(0.01, ...rows.flatMap(({ cell }) => [publishedRate(cell) ?? 0, cell.previous ?? 0]));
}

function withPrevious(rows: RateRow[]): RateRow[] {
  return rows.filter(({ cell }) => cell.previous !== null);
}

/** The name above each bar, the rate and its change behind it, and once what the tick means. */
function useLabels(rows: RateRow[], kind: FigureKind) {
  const formats = useFormats();
  const say = useSay(chartMessages);
  const write = useRateWords(kind);
  return useCallback(
    (plot: Plot, most: number) => {
      const rateWords = ({ cell }: RateRow) =>
        cell.change === null ? write(cell) : `${write(cell)}  (${changeWords(cell.change, kind, formats)})`;
      const end = ({ cell }: RateRow) => Math.max(publishedRate(cell) ?? most / 3, cell.previous ?? 0);
      const start = { y: "label", textAnchor: "start" as const, fill: "var(--ink)" };
      return [
        plot.text(rows, { ...start, x: 0, dy: -17, text: "label" }),
        plot.text(rows, { ...start, x: end, dx: 8, text: rateWords, fontWeight: 600 }),
        plot.text(withPrevious(rows).slice(0, 1), {
          y: "label",
          x: (row: RateRow) => row.cell.previous,
          text: () => say("chart.same_day"),
          dy: -19,
          fontSize: 12,
          fill: "var(--series-4-ink)",
        }),
      ];
    },
    [rows, kind, formats, say, write],
  );
}
