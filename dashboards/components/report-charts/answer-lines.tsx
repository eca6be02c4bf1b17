import { useCallback, useMemo } from "react";
import { Chart } from "../charts/chart.tsx";
import { chartStyle, type Plot } from "../charts/chart-frame.ts";
import { chartMessages } from "../charts/messages.ts";
import { useWriteCell } from "../figures/figure-text.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import type { DrawingProps } from "./answer-chart.tsx";
import { besideOf } from "./beside.ts";
import { axesOf } from "./chart-kinds.ts";
import { writePlace } from "./finding.ts";
import { distinct, inTime, mostOf, numberOf, onOneAxis, type Point, pointsOf, startOf } from "./points.ts";
import { tableOf, useAxisWords, useStartWords } from "./tables-of-points.ts";

const colors = ["var(--series-1)", "var(--series-2)", "var(--series-3)", "var(--series-4)"];

/** A measure over time, a line for each series with its name at its end; a hidden figure is a hatched gap. */
export function AnswerLines({ answer, catalog, title, caption }: DrawingProps) {
  const formats = useFormats();
  const write = useWriteCell();
  const say = useSay(chartMessages);
  const { at, by } = axesOf(answer, catalog);
  const measures = useMemo(() => onOneAxis(answer), [answer]);
  const unit = measures[0]?.unit;
  const points = useMemo(() => {
    const shown = by === undefined ? measures : measures.slice(0, 1);
    const along = by === undefined ? { at } : { at, by };
    const [first] = measures;
    const beside = first && by === undefined ? besideOf(pointsOf(answer, first, along), say) : null;
    return (beside ?? shown.flatMap((measure) => pointsOf(answer, measure, along))).toSorted((one, other) =>
      inTime(one.at, other.at),
    );
  }, [answer, measures, at, by, say]);
  const draw = useDraw(points, unit);
  const heading = answer.columns.find(({ key }) => key === at)?.label ?? "";
  const table = tableOf(points, heading, {
    place: (place) => writePlace(place, formats),
    figure: (cell) => write(cell, unit),
  });
  const start = useStartWords(points, unit);
  return <Chart title={title} caption={`${caption} ${start}`} table={table} height={320} draw={draw} />;
}

function useDraw(points: Point[], unit: Parameters<ReturnType<typeof useWriteCell>>[1]) {
  const formats = useFormats();
  const onAxis = useAxisWords(unit);
  return useCallback(
    (plot: Plot, width: number) => {
      const places = distinct(points.map((point) => point.at));
      const series = distinct(points.map((point) => point.series));
      const every = Math.max(1, Math.ceil(places.length / Math.max(2, Math.floor(width / 90))));
      return {
        marginLeft: 64,
        marginRight: series.length > 1 ? Math.min(170, width / 3) : 40,
        marginTop: 18,
        marginBottom: 34,
        style: chartStyle(13),
        x: {
          type: "point" as const,
          domain: places,
          ticks: places.filter((_, index) => index % every === 0),
          tickFormat: (place: string) => writePlace(place, formats),
          tickSize: 0,
          label: null,
        },
        y: {
          domain: [startOf(points), mostOf(points)],
          ticks: 5,
          tickFormat: onAxis,
          tickSize: 0,
          label: null,
          nice: true,
        },
        marks: [
          plot.gridY({ ticks: 5, stroke: "var(--grid)", strokeOpacity: 1 }),
          gaps(plot, points, width / Math.max(2, places.length)),
          ...series.map((name, index) => lineOf(plot, points, { name, index, isOnly: series.length === 1 })),
        ],
      };
    },
    [points, formats, onAxis],
  );
}

/** A hatched column where a figure is hidden or missing. */
function gaps(plot: Plot, points: Point[], step: number) {
  const hidden = distinct(points.filter((point) => numberOf(point) === null).map(({ at }) => at));
  return plot.ruleX(hidden, {
    x: (place: string) => place,
    stroke: "url(#hatch)",
    strokeWidth: Math.min(22, (step * 2) / 3),
  });
}

type Series = { name: string; index: number; isOnly: boolean };

function lineOf(plot: Plot, points: Point[], { name, index, isOnly }: Series) {
  const mine = points.filter(({ series }) => series === name);
  const shown = mine.filter((point) => numberOf(point) !== null);
  const color = colors[index % colors.length] ?? "var(--series-1)";
  const place = { x: "at", y: numberOf };
  return [
    plot.line(mine, { ...place, stroke: color, strokeWidth: 3 }),
    plot.dot(shown, { ...place, fill: color, r: shown.length > 30 ? 2 : 4 }),
    plot.text(isOnly ? [] : shown.slice(-1), {
      ...place,
      text: () => name,
      textAnchor: "start",
      dx: 9,
      lineWidth: 11,
      fontWeight: 650,
      fill: color,
      stroke: "var(--paper)",
      strokeWidth: 4,
    }),
  ];
}
