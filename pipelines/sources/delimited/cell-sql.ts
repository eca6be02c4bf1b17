import type { Column, Feed } from "../../feeds/define-feed.ts";

/** How one column of a feed is read from `raw_record`. */
export type CellSql = {
  name: string;
  column: Column;
  raw: string;
  /** The text after its declared repair. */
  repaired: string;
  /** The typed value, null where the text is not allowed. */
  value: string;
};

export function cellSqlOf(feed: Feed, positions: Map<string, number>): CellSql[] {
  return Object.entries(feed.columns).map(([name, column]) => {
    const raw = `c${positions.get(name)}`;
    const repaired = column.repair ? `(${column.repair.sql.replaceAll("{v}", () => raw)})` : raw;
    return { name, column, raw, repaired, value: `(${column.cast.replaceAll("{v}", () => repaired)})` };
  });
}

/** True for a cell that breaks its contract, false otherwise, never null. */
export function breaksContract({ column, raw, value }: CellSql): string {
  if (column.cast === "{v}") return column.required ? `${raw} is null` : "false";
  return column.required ? `${value} is null` : `(${raw} is not null and ${value} is null)`;
}

/** A row without any key is quarantined: blank rows, and the total rows that published files end in. */
export function isQuarantined(feed: Feed, cells: CellSql[]): string {
  const keys = cells.filter((cell) => feed.key.includes(cell.name));
  return keys.map((cell) => `${cell.raw} is null`).join(" and ");
}
