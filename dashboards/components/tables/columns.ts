import type { ReactNode } from "react";
import type { Column } from "./figure-table.tsx";

/** A column of words. */
export function wordColumn<Row>(key: string, header: string, show: (row: Row) => ReactNode): Column<Row> {
  return { key, header, show };
}

/** A column of figures, right-aligned. */
export function figureColumn<Row>(key: string, header: string, show: (row: Row) => ReactNode): Column<Row> {
  return { key, header, align: "end", show };
}
