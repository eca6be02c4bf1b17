import type { Plot } from "../charts/chart-frame.ts";
import { inTime, mostOf, numberOf, type Point } from "./points.ts";

/** Small drawings in rows of `columns`; all have the same places. */
export type Panels = { names: string[]; places: string[]; columns: number };

function facetOf({ names, columns }: Panels) {
  return {
    fx: ({ series }: Point) => names.indexOf(series) % columns,
    fy: ({ series }: Point) => Math.floor(names.indexOf(series) / columns),
  };
}

/** A line over time in each panel; a hidden figure is a hatched stripe. */
export function linePanels(plot: Plot, points: Point[], panels: Panels) {
  const at = { x: "at", y: numberOf, ...facetOf(panels) };
  const ordered = points.toSorted((one, other) => inTime(one.at, other.at));
  const shown = ordered.filter((point) => numberOf(point) !== null);
  const hidden = ordered.filter((point) => numberOf(point) === null);
  return [
    plot.gridY({ ticks: 3, stroke: "var(--grid)", strokeOpacity: 1 }),
    plot.ruleX(hidden, { x: "at", stroke: "url(#hatch)", strokeWidth: 10, ...facetOf(panels) }),
    plot.line(ordered, { ...at, stroke: "var(--series-1)", strokeWidth: 2.5 }),
    plot.dot(shown, { ...at, fill: "var(--series-1)", r: 2.5 }),
  ];
}

/** A bar for each place in each panel; a hidden figure is hatched. */
export function barPanels(plot: Plot, points: Point[], panels: Panels) {
  const most = mostOf(points);
  return [
    plot.gridX({ ticks: 3, stroke: "var(--grid)", strokeOpacity: 1 }),
    plot.barX(points, {
      y: "at",
      x: (point: Point) => numberOf(point) ?? most / 3,
      fill: (point: Point) => (numberOf(point) === null ? "url(#hatch)" : "var(--series-1)"),
      ...facetOf(panels),
    }),
  ];
}

/** The name of each panel above it. */
export function titles(plot: Plot, points: Point[], panels: Panels) {
  const firsts = panels.names.flatMap((name) => points.filter(({ series }) => series === name).slice(0, 1));
  return [
    plot.text(firsts, {
      ...facetOf(panels),
      frameAnchor: "top-left",
      dy: -15,
      text: "series",
      textAnchor: "start",
      fontWeight: 600,
      fill: "var(--ink)",
      lineWidth: 16,
      textOverflow: "ellipsis",
    }),
  ];
}
