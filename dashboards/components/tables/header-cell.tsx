import { useSay } from "../figures/formats.ts";
import type { Column } from "./figure-table.tsx";
import { tableMessages } from "./messages.ts";
import type { Sort } from "./sort.ts";

type Props<Row> = { column: Column<Row>; sort: Sort | undefined; onSort: ((sort: Sort) => void) | undefined };

/** The head of a column, a button where the column can be sorted. */
export function HeaderCell<Row>({ column, sort, onSort }: Props<Row>) {
  const say = useSay(tableMessages);
  const className = column.align === "end" ? "number" : undefined;
  if (!onSort || !column.sortBy) {
    return (
      <th scope="col" className={className}>
        {column.header}
      </th>
    );
  }
  const direction = sort?.key === column.key ? sort.direction : undefined;
  const first = column.align === "end" ? "desc" : "asc";
  const next = direction === undefined ? first : direction === "asc" ? "desc" : "asc";
  return (
    <th
      scope="col"
      className={className}
      aria-sort={direction && (direction === "asc" ? "ascending" : "descending")}
    >
      <button
        type="button"
        className="sort-button"
        title={say("table.sort", { column: column.header })}
        onClick={() => onSort({ key: column.key, direction: next })}
      >
        {column.header}
        <span aria-hidden="true" className="sort-arrow">
          {direction === "asc" ? "▲" : direction === "desc" ? "▼" : "↕"}
        </span>
      </button>
    </th>
  );
}
