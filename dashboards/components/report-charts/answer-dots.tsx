import { useCallback, useMemo } from "react";
import { Chart } from "../charts/chart.tsx";
import { chartStyle, type Plot } from "../charts/chart-frame.ts";
import { chartMessages } from "../charts/messages.ts";
import { useWriteCell } from "../figures/figure-text.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import { firstRows, mostBars } from "./answer-bars.tsx";
import type { DrawingProps } from "./answer-chart.tsx";
import { besideOf } from "./beside.ts";
import { writePlace } from "./finding.ts";
import { distinct, mostOf, numberOf, onOneAxis, type Point, partsOf, pointsOf, startOf } from "./points.ts";
import { tableOf, useAxisWords, useStartWords } from "./tables-of-points.ts";

const looks = [
  { color: "var(--series-1)", symbol: "circle", sign: "●" },
  { color: "var(--series-4)", symbol: "diamond", sign: "◆" },
  { color: "var(--series-2)", symbol: "square", sign: "■" },
  { color: "var(--series-3)", symbol: "triangle", sign: "▲" },
] as const;

/** Figures side by side on one line for each place: measures of one unit, or one beside what it is compared with. */
export function AnswerDots({ answer, title, caption }: DrawingProps) {
  const formats = useFormats();
  const write = useWriteCell();
  const points = useDotPoints(answer);
  const unit = partsOf(answer).measures[0]?.unit;
  const draw = useDraw(points, unit);
  const heading = partsOf(answer).dimensions[0]?.label ?? "";
  const table = tableOf(points, heading, {
    place: (place) => writePlace(place, formats),
    figure: (cell) => write(cell, unit),
  });
  const start = useStartWords(points, unit);
  const rows = distinct(points.map(({ at }) => at)).length;
  return (
    <Chart title={title} caption={`${caption} ${start}`} table={table} height={rows * 46 + 140} draw={draw} />
  );
}

function useDotPoints(answer: DrawingProps["answer"]): Point[] {
  const say = useSay(chartMessages);
  return useMemo(() => {
    const cut = firstRows(answer, mostBars);
    const [dimension] = partsOf(cut).dimensions;
    const measures = onOneAxis(cut);
    const [measure] = measures;
    if (!dimension || !measure) return [];
    const along = { at: dimension.key };
    const now = pointsOf(cut, measure, along);
    const beside = besideOf(now, say);
    return beside ?? measures.flatMap((one) => pointsOf(cut, one, along));
  }, [answer, say]);
}

function useDraw(points: Point[], unit: Parameters<ReturnType<typeof useWriteCell>>[1]) {
  const formats = useFormats();
  const onAxis = useAxisWords(unit);
  return useCallback(
    (plot: Plot) => {
      const places = distinct(points.map(({ at }) => at));
      const series = distinct(points.map((point) => point.series));
      const most = mostOf(points);
      const start = startOf(points);
      const hidden = points.filter((point) => numberOf(point) === null);
      const firsts = places.flatMap((place) => points.filter(({ at }) => at === place).slice(0, 1));
      return {
        marginLeft: 12,
        marginRight: 24,
        marginTop: 24 + 18 * series.length,
        marginBottom: 28,
        style: chartStyle(14),
        x: { domain: [start, most], nice: true, ticks: 4, tickFormat: onAxis, label: null, tickSize: 0 },
        y: { type: "band" as const, domain: places, axis: null, insetTop: 14 },
        symbol: { domain: series, range: looks.map(({ symbol }) => symbol) },
        color: { domain: series, range: looks.map(({ color }) => color) },
        marks: [
          plot.gridX({ ticks: 4, stroke: "var(--grid)", strokeOpacity: 1 }),
          plot.barX(hidden, {
            y: "at",
            x1: start,
            x2: start + (most - start) / 3,
            fill: "url(#hatch)",
            insetTop: 12,
            insetBottom: 12,
          }),
          plot.ruleY(places, { y: (place: string) => place, stroke: "var(--rule)" }),
          plot.dot(
            points.filter((point) => numberOf(point) !== null),
            { y: "at", x: numberOf, fill: "series", symbol: "series", r: 6 },
          ),
          plot.text(firsts, {
            y: "at",
            x: start,
            dy: -15,
            textAnchor: "start",
            fill: "var(--ink)",
            text: ({ at }: Point) => writePlace(at, formats),
          }),
          ...series.map((name, index) => legendLine(plot, name, { index, of: series.length })),
        ],
      };
    },
    [points, formats, onAxis],
  );
}

/** What a sign means, above the drawing; each has a shape of its own. */
function legendLine(plot: Plot, name: string, { index, of }: { index: number; of: number }) {
  const { color, sign } = looks[index % looks.length] ?? looks[0];
  return plot.text([name], {
    frameAnchor: "top-left",
    dy: -18 * (of - index),
    textAnchor: "start",
    text: () => `${sign} ${name}`,
    fill: color,
    fontWeight: 600,
  });
}
