import { useCallback, useMemo } from "react";
import { Chart } from "../charts/chart.tsx";
import { chartStyle, type Plot } from "../charts/chart-frame.ts";
import { useWriteCell } from "../figures/figure-text.tsx";
import { useFormats } from "../figures/formats.ts";
import type { DrawingProps } from "./answer-chart.tsx";
import { axesOf } from "./chart-kinds.ts";
import { writePlace } from "./finding.ts";
import { distinct, mostOf, numberOf, onOneAxis, type Point, partsOf, pointsOf } from "./points.ts";
import { tableOf, useAxisWords } from "./tables-of-points.ts";

const mostPanels = 12;
const mostPlaces = 40;
const panelWidth = 230;
const panelHeight = 150;

type Panels = { names: string[]; columns: number };

/** One small drawing for each series, all on the same axes: lines over time, else bars. */
export function AnswerMultiples({ answer, catalog, title, caption }: DrawingProps) {
  const formats = useFormats();
  const write = useWriteCell();
  const { at, by } = axesOf(answer, catalog);
  const unit = partsOf(answer).measures[0]?.unit;
  const isTime = catalog.dimensions.some(({ key, topic }) => key === at && topic === "time");
  const points = useMemo(() => {
    const measures = by === undefined ? onOneAxis(answer) : partsOf(answer).measures.slice(0, 1);
    const along = by === undefined ? { at } : { at, by };
    return firstPanels(measures.flatMap((measure) => pointsOf(answer, measure, along)));
  }, [answer, at, by]);
  const draw = useDraw(points, { unit, isTime });
  const heading = answer.columns.find(({ key }) => key === at)?.label ?? "";
  const table = tableOf(points, heading, {
    place: (place) => writePlace(place, formats),
    figure: (cell) => write(cell, unit),
  });
  const panels = distinct(points.map(({ series }) => series)).length;
  // Two panels beside each other at least: a phone's frame is wide enough for one, and then is twice as high.
  const height = Math.ceil(panels / 2) * panelHeight + 60;
  return <Chart title={title} caption={caption} table={table} height={height} draw={draw} />;
}

function firstPanels(points: Point[]): Point[] {
  const panels = new Set(distinct(points.map(({ series }) => series)).slice(0, mostPanels));
  const places = new Set(distinct(points.map(({ at }) => at)).slice(0, mostPlaces));
  return points.filter(({ at, series }) => panels.has(series) && places.has(at));
}

type Look = { unit: Parameters<ReturnType<typeof useWriteCell>>[1]; isTime: boolean };

function useDraw(points: Point[], { unit, isTime }: Look) {
  const formats = useFormats();
  const onAxis = useAxisWords(unit);
  return useCallback(
    (plot: Plot, width: number) => {
      const places = distinct(points.map(({ at }) => at));
      const names = distinct(points.map(({ series }) => series));
      const panels = { names, columns: Math.max(1, Math.min(4, Math.floor(width / panelWidth))) };
      const ends = [places[0], places.at(-1)].flatMap((place) => place ?? []);
      return {
        marginLeft: 52,
        marginRight: 10,
        marginTop: 26,
        marginBottom: 30,
        style: chartStyle(12),
        fx: { axis: null, padding: 0.12 },
        fy: { axis: null, padding: 0.24 },
        x: {
          type: isTime ? ("point" as const) : ("band" as const),
          domain: isTime ? places.toSorted() : places,
          ticks: isTime ? ends.toSorted() : [],
          tickFormat: (place: string) => writePlace(place, formats),
          tickSize: 0,
          label: null,
        },
        y: {
          domain: [0, mostOf(points)],
          ticks: 3,
          nice: true,
          tickFormat: onAxis,
          tickSize: 0,
          label: null,
        },
        marks: [
          plot.gridY({ ticks: 3, stroke: "var(--grid)", strokeOpacity: 1 }),
          ...panelMarks(plot, points, { panels, isTime }),
        ],
      };
    },
    [points, isTime, formats, onAxis],
  );
}

function panelMarks(plot: Plot, points: Point[], { panels, isTime }: { panels: Panels; isTime: boolean }) {
  const place = ({ series }: Point) => panels.names.indexOf(series);
  const facet = {
    fx: (point: Point) => place(point) % panels.columns,
    fy: (point: Point) => Math.floor(place(point) / panels.columns),
  };
  const hidden = points.filter((point) => numberOf(point) === null);
  const firsts = panels.names.flatMap((name) => points.filter(({ series }) => series === name).slice(0, 1));
  const at = { x: "at", y: numberOf, ...facet };
  const ordered = points.toSorted((one, other) => one.at.localeCompare(other.at));
  return [
    plot.barY(isTime ? [] : hidden, { x: "at", y: () => mostOf(points) / 3, fill: "url(#hatch)", ...facet }),
    plot.ruleX(isTime ? hidden : [], { x: "at", stroke: "url(#hatch)", strokeWidth: 10, ...facet }),
    isTime
      ? plot.line(ordered, { ...at, stroke: "var(--series-1)", strokeWidth: 2.5 })
      : plot.barY(points, { ...at, fill: "var(--series-1)" }),
    plot.dot(isTime ? points.filter((point) => numberOf(point) !== null) : [], {
      ...at,
      fill: "var(--series-1)",
      r: 2.5,
    }),
    plot.text(firsts, {
      ...facet,
      frameAnchor: "top-left",
      dy: -14,
      text: "series",
      textAnchor: "start",
      fontWeight: 600,
      fill: "var(--ink)",
      lineWidth: 18,
      textOverflow: "ellipsis",
    }),
  ];
}
