import { type ReactNode, useState } from "react";
import { useSay } from "../figures/formats.ts";
import { HeaderCell } from "./header-cell.tsx";
import { tableMessages } from "./messages.ts";
import { ScrollFrame } from "./scroll-frame.tsx";
import { type Sort, sortRows } from "./sort.ts";

export type Column<Row> = {
  key: string;
  header: string;
  /** Figures are right-aligned; words are not. */
  align?: "end";
  show: (row: Row) => ReactNode;
  /** Makes the column sortable. */
  sortBy?: (row: Row) => string | number | null;
};

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
  const { caption, columns, rows, sort, limit = usualLimit } = props;
  const [isWhole, setWhole] = useState(false);
  if (rows.length === 0) return <p className="empty">{props.empty ?? say("table.empty")}</p>;
  const sorted = sort
    ? sortRows(rows, columns.find((column) => column.key === sort.key)?.sortBy, sort)
    : rows;
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
          <Body {...props} rows={isWhole ? sorted : sorted.slice(0, limit)} />
          {props.totals && <Totals columns={columns} totals={props.totals} />}
        </table>
      </ScrollFrame>
      {rows.length > limit && !isWhole && (
        <p className="print-only">{say("table.first", { count: rows.length, limit })}</p>
      )}
      {rows.length > limit && (
        <button
          type="button"
          className="text-button"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {say(isWhole ? "table.fewer" : "table.all", { count: rows.length, limit })}
          <span className="sr-only">: {caption}</span>
        </button>
      )}
    </div>
  );
}

function Body<Row>({ columns, rows, rowKey }: Pick<Props<Row>, "columns" | "rows" | "rowKey">) {
  return (
    <tbody>
      {rows.map((row) => (
        <tr key={rowKey(row)}>
          {columns.map((column, index) => (
            <BodyCell key={column.key} isHeader={index === 0} align={column.align}>
              {column.show(row)}
            </BodyCell>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function Totals<Row>({ columns, totals }: { columns: Column<Row>[]; totals: ReactNode[] }) {
  return (
    <tfoot>
      <tr>
        {columns.map((column, index) => (
          <BodyCell key={column.key} isHeader={index === 0} align={column.align}>
            {totals[index]}
          </BodyCell>
        ))}
      </tr>
    </tfoot>
  );
}

type CellProps = { isHeader: boolean; align: "end" | undefined; children: ReactNode };

function BodyCell({ isHeader, align, children }: CellProps) {
  const className = align === "end" ? "number" : undefined;
  if (!isHeader) return <td className={className}>{children}</td>;
  return (
    <th scope="row" className={className}>
      {children}
    </th>
  );
}
