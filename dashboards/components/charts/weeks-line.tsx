import { useCallback } from "react";
import { asDate, type Formats, useFormats, useSay } from "../figures/formats.ts";
import { Chart } from "./chart.tsx";
import { chartStyle, type Plot } from "./chart-frame.ts";
import { chartMessages } from "./messages.ts";

export type Week = { on: string; rate: number | null };
type Props = { title: string; caption: string; weeks: Week[]; previous: Week[]; start: number };
type Point = { index: number; on: string; rate: number | null };

const weekLong = 7 * 86_400_000;

/** This year's weeks against the same weeks of last year; a week without a figure leaves a gap in the line. */
export function WeeksLine({ title, caption, weeks, previous, start }: Props) {
  const formats = useFormats();
  const say = useSay(chartMessages);
  const now = numbered(weeks);
  const before = numbered(previous).slice(0, Math.max(18, now.length + 2));
  const draw = useDraw(now, before, start);
  const write = (rate: number | null | undefined) =>
    rate === null || rate === undefined ? "–" : formats.percent(rate);
  const table = {
    head: [say("chart.week"), say("chart.this_year"), say("chart.last_year")],
    body: now.map((week) => [
      formats.date(week.on),
      write(week.rate),
      write(before.find((other) => other.index === week.index)?.rate),
    ]),
  };
  return <Chart title={title} caption={caption} table={table} height={290} draw={draw} />;
}

/** Weeks counted from the first of their year, so that two years lie over each other. */
function numbered(weeks: Week[]): Point[] {
  const first = weeks[0];
  if (!first) return [];
  const origin = asDate(first.on).getTime();
  return weeks.map((week) => ({
    ...week,
    index: Math.round((asDate(week.on).getTime() - origin) / weekLong),
  }));
}

function useDraw(now: Point[], before: Point[], start: number) {
  const formats = useFormats();
  const say = useSay(chartMessages);
  const key = JSON.stringify([now, before]);
  // The points are new objects at every render; their text says whether they changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useCallback(
    (plot: Plot) => ({
      marginLeft: 48,
      marginRight: 92,
      marginTop: 18,
      marginBottom: 32,
      style: chartStyle(13),
      x: {
        ticks: now.filter((week) => week.index % 4 === 0).map((week) => week.index),
        tickFormat: (index: number) => dayOf(now, index, formats),
        tickSize: 0,
        label: null,
      },
      y: {
        domain: [start, Math.max(...[...now, ...before].map((week) => week.rate ?? start), start + 0.04)],
        ticks: 5,
        tickFormat: (rate: number) => formats.percent(rate, 0),
        tickSize: 0,
        label: null,
        nice: true,
      },
      marks: [
        plot.gridY({ ticks: 5, stroke: "var(--grid)", strokeOpacity: 1 }),
        lineOf(plot, before, { label: say("chart.last_year"), color: "var(--before)", dash: "5 4" }),
        lineOf(plot, now, { label: say("chart.this_year"), color: "var(--series-1)" }),
      ],
    }),
    [key, start, formats, say],
  );
}

type Look = { label: string; color: string; dash?: string };

/** A line with its name at its end; a dashed one is thinner and has no dot. */
function lineOf(plot: Plot, points: Point[], { label, color, dash }: Look) {
  const last = points.filter((week) => week.rate !== null).slice(-1);
  const at = { x: "index", y: "rate" };
  return [
    plot.line(points, {
      ...at,
      stroke: color,
      ...(dash ? { strokeWidth: 2, strokeDasharray: dash } : { strokeWidth: 3 }),
    }),
    plot.dot(dash ? [] : last, { ...at, fill: color, r: 4.5 }),
    plot.text(last, {
      ...at,
      text: () => label,
      textAnchor: "start",
      dx: 9,
      fontWeight: dash ? 400 : 650,
      fill: dash ? "var(--ink-2)" : color,
      stroke: "var(--paper)",
      strokeWidth: 4,
    }),
  ];
}

function dayOf(now: Point[], index: number, formats: Formats): string {
  const week = now.find((other) => other.index === index);
  return week ? formats.dayMonth(week.on) : "";
}
