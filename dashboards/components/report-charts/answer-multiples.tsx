import { useCallback, useMemo } from "react";
import { Chart } from "../charts/chart.tsx";
import { chartStyle, type Plot } from "../charts/chart-frame.ts";
import { useWriteCell } from "../figures/figure-text.tsx";
import { useFormats } from "../figures/formats.ts";
import type { DrawingProps } from "./answer-chart.tsx";
import { axesOf } from "./chart-kinds.ts";
import { writePlace } from "./finding.ts";
import { barPanels, linePanels, type Panels, titles } from "./panels.ts";
import { distinct, inTime, mostOf, onOneAxis, type Point, partsOf, pointsOf } from "./points.ts";
import { tableOf, useAxisWords } from "./tables-of-points.ts";

const mostPanels = 12;
const mostPlaces = 30;
const placeWidth = 150;

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
  const height = useCallback(
    (width: number) => heightOf(panelsOf(points, width, isTime), isTime),
    [points, isTime],
  );
  return <Chart title={title} caption={caption} table={table} height={height} draw={draw} />;
}

function firstPanels(points: Point[]): Point[] {
  const panels = new Set(distinct(points.map(({ series }) => series)).slice(0, mostPanels));
  const places = new Set(distinct(points.map(({ at }) => at)).slice(0, mostPlaces));
  return points.filter(({ at, series }) => panels.has(series) && places.has(at));
}

/** As many panels beside each other as fit. */
function panelsOf(points: Point[], width: number, isTime: boolean): Panels {
  const names = distinct(points.map(({ series }) => series));
  const room = isTime ? width / 230 : (width - placeWidth) / 150;
  const columns = Math.max(1, Math.min(4, names.length, Math.floor(room)));
  return { names, places: distinct(points.map(({ at }) => at)), columns };
}

function heightOf({ names, places, columns }: Panels, isTime: boolean): number {
  return Math.ceil(names.length / columns) * (isTime ? 170 : places.length * 22 + 46) + 40;
}

type Look = { unit: Parameters<ReturnType<typeof useWriteCell>>[1]; isTime: boolean };

function useDraw(points: Point[], { unit, isTime }: Look) {
  const formats = useFormats();
  const onAxis = useAxisWords(unit);
  return useCallback(
    (plot: Plot, width: number) => {
      const panels = panelsOf(points, width, isTime);
      const figures = { domain: [0, mostOf(points)], ticks: 3, nice: true, tickFormat: onAxis };
      const places = { tickFormat: (place: string) => writePlace(place, formats), tickSize: 0, label: null };
      const ends = [panels.places[0], panels.places.at(-1)].flatMap((place) => place ?? []).toSorted(inTime);
      const shared = {
        marginRight: 18,
        marginTop: 30,
        marginBottom: 30,
        style: chartStyle(12),
        fx: { axis: null, padding: 0.14 },
        fy: { axis: null, padding: 0.18 },
      };
      if (isTime)
        return {
          ...shared,
          marginLeft: 52,
          x: { ...places, type: "point" as const, domain: panels.places.toSorted(inTime), ticks: ends },
          y: { ...figures, tickSize: 0, label: null },
          marks: [...linePanels(plot, points, panels), ...titles(plot, points, panels)],
        };
      return {
        ...shared,
        marginLeft: placeWidth,
        x: { ...figures, tickSize: 0, label: null },
        y: { ...places, type: "band" as const, domain: panels.places, padding: 0.3 },
        marks: [...barPanels(plot, points, panels), ...titles(plot, points, panels)],
      };
    },
    [points, isTime, formats, onAxis],
  );
}
