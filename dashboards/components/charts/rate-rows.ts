import { useMemo } from "react";
import type { Answer } from "#api/contract";
import { type Cell, cellAt, labelOf, publishedRate } from "../figures/cells.ts";
import type { RateRow } from "./rate-bars.tsx";

/** The rows of a rate by one dimension, kept while the answer is the same. */
export function useRates(answer: Answer | undefined, dimension: string, measure: string): RateRow[] {
  return useMemo(
    () =>
      (answer?.rows ?? []).map((record, row) => ({
        label: labelOf(record, dimension),
        cell: cellAt(answer, measure, { row }),
      })),
    [answer, dimension, measure],
  );
}

/** The rows that have a rate, lowest first. */
export function bySize(rows: RateRow[]) {
  return rows
    .flatMap((row) => {
      const rate = publishedRate(row.cell);
      return rate === null ? [] : [{ label: row.label, rate }];
    })
    .toSorted((one, other) => one.rate - other.rate);
}

export function sumOf(rows: RateRow[], of: (cell: Cell) => number | null): number {
  return rows.reduce((sum, row) => sum + (of(row.cell) ?? 0), 0);
}
