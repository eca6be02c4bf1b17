import type { chartMessages } from "../charts/messages.ts";
import type { useSay } from "../figures/formats.ts";
import type { Point } from "./points.ts";

type Say = ReturnType<typeof useSay<typeof chartMessages>>;

/** Figures with what they are compared with as a second series; null where they are compared with nothing. */
export function besideOf(points: Point[], say: Say): Point[] | null {
  const beside = points.flatMap(({ at, cell }): Point[] => {
    const value = cell.previous ?? cell.district;
    if (value === null) return [];
    const series = say(cell.previous === null ? "chart.district" : "chart.last_year");
    return [{ at, series, cell: { ...cell, value, mark: null, numerator: null, denominator: null } }];
  });
  if (beside.length === 0) return null;
  return [...points.map((point) => ({ ...point, series: say("chart.this_year") })), ...beside];
}
