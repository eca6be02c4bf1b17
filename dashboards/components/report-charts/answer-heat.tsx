import { useCallback, useMemo } from "react";
import { Chart } from "../charts/chart.tsx";
import { chartStyle, type Plot } from "../charts/chart-frame.ts";
import { useWriteCell } from "../figures/figure-text.tsx";
import { useFormats } from "../figures/formats.ts";
import type { DrawingProps } from "./answer-chart.tsx";
import { axesOf } from "./chart-kinds.ts";
import { writePlace } from "./finding.ts";
import { distinct, inTime, numberOf, type Point, partsOf, pointsOf } from "./points.ts";
import { tableOf } from "./tables-of-points.ts";

const mostRows = 40;
const mostColumns = 20;
const levels = 5;

/** Two dimensions as a grid: the darker, the more, with the figure in each field; a hidden one is hatched. */
export function AnswerHeat({ answer, catalog, title, caption }: DrawingProps) {
  const formats = useFormats();
  const write = useWriteCell();
  const [measure] = partsOf(answer).measures;
  const { at, by } = axesOf(answer, catalog);
  const points = useMemo(
    () => (measure && by !== undefined ? cut(pointsOf(answer, measure, { at, by })) : []),
    [answer, measure, at, by],
  );
  const isTime = catalog.dimensions.some(({ key, topic }) => key === at && topic === "time");
  const draw = useDraw(points, { unit: measure?.unit, isTime });
  const heading = answer.columns.find(({ key }) => key === by)?.label ?? "";
  const turned = points.map((point) => ({
    ...point,
    at: point.series,
    series: writePlace(point.at, formats),
  }));
  const table = tableOf(turned, heading, {
    place: (place) => writePlace(place, formats),
    figure: (cell) => write(cell, measure?.unit),
  });
  const rows = distinct(points.map(({ series }) => series)).length;
  return <Chart title={title} caption={caption} table={table} height={rows * 30 + 64} draw={draw} />;
}

/** As many rows and columns as can be read, in the order of the answer; the table has all. */
function cut(points: Point[]): Point[] {
  const rows = new Set(distinct(points.map(({ series }) => series)).slice(0, mostRows));
  const columns = new Set(distinct(points.map(({ at }) => at)).slice(0, mostColumns));
  return points.filter(({ at, series }) => columns.has(at) && rows.has(series));
}

type Look = { unit: Parameters<ReturnType<typeof useWriteCell>>[1]; isTime: boolean };

function useDraw(points: Point[], { unit, isTime }: Look) {
  const formats = useFormats();
  const write = useWriteCell();
  return useCallback(
    (plot: Plot, width: number) => {
      const rows = distinct(points.map(({ series }) => series));
      const places = distinct(points.map(({ at }) => at));
      const columns = isTime ? places.toSorted(inTime) : places;
      const longest = Math.max(...rows.map((row) => row.length));
      const marginLeft = Math.min(width * 0.38, longest * 7.2 + 14);
      const level = levelOf(points);
      const isRoomy = (width - marginLeft) / columns.length >= 44;
      const at = { x: "at", y: "series" };
      return {
        marginLeft,
        marginRight: 4,
        marginTop: 34,
        marginBottom: 6,
        padding: 0.04,
        style: chartStyle(13),
        x: {
          domain: columns,
          axis: "top" as const,
          tickFormat: (place: string, index: number) =>
            isRoomy || index % Math.ceil(44 / ((width - marginLeft) / columns.length)) === 0
              ? writePlace(place, formats)
              : "",
          tickSize: 0,
          label: null,
        },
        y: {
          domain: rows,
          tickFormat: (row: string) => shorten(writePlace(row, formats), marginLeft / 7.2),
          tickSize: 0,
          label: null,
        },
        marks: [
          plot.cell(points, { ...at, fill: (point: Point) => colorOf(level(point)) }),
          plot.text(isRoomy ? points.filter((point) => numberOf(point) !== null) : [], {
            ...at,
            text: (point: Point) => write(point.cell, unit),
            fill: (point: Point) => `var(--heat-${level(point) ?? 1}-ink)`,
          }),
        ],
      };
    },
    [points, unit, isTime, formats, write],
  );
}

function colorOf(level: number | null): string {
  return level === null ? "url(#hatch)" : `var(--heat-${level})`;
}

/** The fifth of the span that a figure stands in, from 1; null for none. */
function levelOf(points: Point[]): (point: Point) => number | null {
  const numbers = points.flatMap((point) => numberOf(point) ?? []);
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low || 1;
  return (point) => {
    const value = numberOf(point);
    return value === null ? null : Math.min(levels, 1 + Math.floor((levels * (value - low)) / span));
  };
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(4, most - 2))}…`;
}
