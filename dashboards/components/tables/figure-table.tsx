import { type ReactNode, useState } from "react";
import { useSay } from "../figures/formats.ts";
import { tableMessages } from "./messages.ts";
import { ScrollFrame } from "./scroll-frame.tsx";

export type Column<Row> = {
  key: string;
  header: string;
  /** Figures are right-aligned; words are not. */
  align?: "end";
  show: (row: Row) => ReactNode;
  /** Makes the column sortable. */
  sortBy?: (row: Row) => string | number | null;
};

export type Sort = { key: string; direction: "asc" | "desc" };

type Props<Row> = {
  caption: string;
  /** Hides the caption where the tile's title says the same. */
  isCaptionHidden?: boolean;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  totals?: ReactNode[] | undefined;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
  empty?: string;
  /** Rows shown before the reader asks for all of them. */
  limit?: number;
};

const usualLimit = 30;

/** A plain table of figures to be read; the first column is the row's header. */
export function FigureTable<Row>(props: Props<Row>) {
  const say = useSay(tableMessages);
  const { caption, columns, sort, limit = usualLimit } = props;
  const [isWhole, setWhole] = useState(false);
  const sorted = sort
    ? sortRows(
        props.rows,
        columns.find((column) => column.key === sort.key),
        sort,
      )
    : props.rows;
  if (props.rows.length === 0) return <p className="empty">{props.empty ?? say("table.empty")}</p>;
  const shown = isWhole ? sorted : sorted.slice(0, limit);
  return (
    <div className="table-frame">
      <ScrollFrame caption={caption}>
        <table>
          <caption className={props.isCaptionHidden ? "sr-only" : undefined}>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeaderCell key={column.key} column={column} sort={sort} onSort={props.onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={props.rowKey(row)}>
                {columns.map((column, index) => (
                  <BodyCell key={column.key} isHeader={index === 0} align={column.align}>
                    {column.show(row)}
                  </BodyCell>
                ))}
              </tr>
            ))}
          </tbody>
          {props.totals && (
            <tfoot>
              <tr>
                {columns.map((column, index) => (
                  <BodyCell key={column.key} isHeader={index === 0} align={column.align}>
                    {props.totals?.[index]}
                  </BodyCell>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </ScrollFrame>
      {sorted.length > limit && (
        <button
          type="button"
          className="text-button"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {say(isWhole ? "table.fewer" : "table.all", { count: sorted.length, limit })}
          <span className="sr-only">: {caption}</span>
        </button>
      )}
    </div>
  );
}

type HeaderProps<Row> = { column: Column<Row>; sort: Sort | undefined; onSort: Props<Row>["onSort"] };

function HeaderCell<Row>({ column, sort, onSort }: HeaderProps<Row>) {
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

type CellProps = { isHeader: boolean; align: "end" | undefined; children: ReactNode };

function BodyCell({ isHeader, align, children }: CellProps) {
  const className = align === "end" ? "number" : undefined;
  return isHeader ? (
    <th scope="row" className={className}>
      {children}
    </th>
  ) : (
    <td className={className}>{children}</td>
  );
}

/** Rows without a value come last in both directions, so that an order says nothing about a hidden figure. */
function sortRows<Row>(rows: readonly Row[], column: Column<Row> | undefined, sort: Sort): readonly Row[] {
  const by = column?.sortBy;
  if (!by) return rows;
  const sign = sort.direction === "asc" ? 1 : -1;
  return [...rows].sort((one, other) => {
    const [a, b] = [by(one), by(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === "string" || typeof b === "string") return sign * String(a).localeCompare(String(b));
    return sign * (a - b);
  });
}

/** `attendance_rate.desc` of the address. */
export function readSort(text: string | undefined): Sort | undefined {
  const [key, direction] = text?.split(".") ?? [];
  return key && (direction === "asc" || direction === "desc") ? { key, direction } : undefined;
}
