import type { FigureAlertRow } from "#warehouse";

type Judged = Pick<FigureAlertRow, "kind" | "bound" | "margin" | "state">;

/**
 * The state of an alert after a figure was seen: it opens beyond the bound and closes only where the figure is back within it
 * by the margin. Of a change the size counts; of days without a report, as many as the bound are too many.
 */
export function judge({ kind, bound, margin, state }: Judged, figure: number): FigureAlertRow["state"] {
  const size = exact(kind === "changed" ? Math.abs(figure) : figure);
  if (state === "closed") {
    if (kind === "below") return size < bound ? "open" : "closed";
    if (kind === "not_reported") return size >= bound ? "open" : "closed";
    return size > bound ? "open" : "closed";
  }
  if (kind === "below") return size >= exact(bound + margin) ? "closed" : "open";
  if (kind === "not_reported") return size < bound ? "closed" : "open";
  return size <= exact(bound - margin) ? "closed" : "open";
}

/** Twelve digits: 0.3 - 0.1 is 0.2 to a person, and a difference of two rates is as exact as they are. */
const exact = (value: number) => Number(value.toPrecision(12));
