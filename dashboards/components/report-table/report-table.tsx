import { memo, type ReactNode, useMemo } from "react";
import type { Answer, Catalog } from "#api/contract";
import { cellAt } from "../figures/cells.ts";
import { FigureText, kindOfUnit, writeFigure } from "../figures/figure-text.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import { MarkSign } from "../figures/mark-sign.tsx";
import { writePlace } from "../report-charts/finding.ts";
import { type Column, partsOf, placeAt } from "../report-charts/points.ts";
import { tableMessages } from "../tables/messages.ts";
import { ScrollFrame } from "../tables/scroll-frame.tsx";
import type { Sort } from "../tables/sort.ts";
import { ChangeText } from "./change-text.tsx";
import { ReportHead } from "./report-head.tsx";
import { useWindow } from "./use-window.ts";

type Props = {
  caption: string;
  answer: Answer;
  catalog: Catalog;
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
};

/** The whole answer as a plain table: only rows in sight are drawn, and the head stays while they scroll. */
export function ReportTable({ caption, answer, catalog, sort, onSort }: Props) {
  const say = useSay(tableMessages);
  const { frame, isWindowed, first, last, above, below } = useWindow(answer.rows.length);
  const columns = useMemo(
    () => answer.columns.filter(({ part }) => part !== "numerator" && part !== "denominator"),
    [answer],
  );
  if (answer.rows.length === 0) return <p className="empty">{say("table.empty")}</p>;
  const shown = answer.rows.slice(first, last).map((_, index) => first + index);
  return (
    <ScrollFrame
      caption={caption}
      frameRef={frame}
      className={isWindowed ? "report-frame is-windowed" : "report-frame"}
    >
      <table className="report-table" aria-rowcount={answer.rows.length + 1}>
        <caption className="sr-only">{caption}</caption>
        <ReportHead columns={columns} sort={sort} onSort={onSort} />
        <tbody>
          <Spacer height={above} columns={columns.length} />
          {shown.map((row) => (
            <Row key={row} answer={answer} columns={columns} row={row} catalog={catalog} />
          ))}
          <Spacer height={below} columns={columns.length} />
        </tbody>
        {answer.totals[0] && <TotalRow answer={answer} columns={columns} catalog={catalog} />}
      </table>
    </ScrollFrame>
  );
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without anything in it takes no focus
    <tr aria-hidden="true" className="row-spacer">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

type RowProps = { answer: Answer; columns: Column[]; row: number; catalog: Catalog };

/** Kept while it stays in sight: scrolling draws only the rows that come. */
const Row = memo(function Row(props: RowProps) {
  return (
    <tr aria-rowindex={props.row + 2}>
      <RowCells {...props} />
    </tr>
  );
});

function RowCells({ answer, columns, row, catalog }: RowProps) {
  const formats = useFormats();
  return columns.map((column, index) => {
    if (column.kind === "measure")
      return (
        <td key={column.key} className="number">
          <Figure answer={answer} column={column} place={{ row }} catalog={catalog} />
        </td>
      );
    const words = writePlace(placeAt(answer, row, column.key), formats);
    return index === 0 ? (
      <th key={column.key} scope="row">
        {words}
      </th>
    ) : (
      <td key={column.key}>{words}</td>
    );
  });
}

type FigureProps = {
  answer: Answer;
  column: Column;
  place: { row: number; part?: "rows" | "totals" };
  catalog: Catalog;
};

function Figure({ answer, column, place, catalog }: FigureProps): ReactNode {
  const formats = useFormats();
  const { measure = column.key, part = "value", unit } = column;
  const kind = kindOfUnit(unit);
  const cell = cellAt(answer, column.key, place);
  if (part === "value" || part === "computed") return <FigureText cell={cell} kind={kind} />;
  const number = cellAt(answer, column.key, place).value;
  if (part === "change" || part === "difference" || part === "gap" || part === "restated") {
    const better = catalog.measures.find(({ key }) => key === measure)?.better ?? null;
    return <ChangeText change={number} isPercent={unit === "percent"} better={better} />;
  }
  if (number === null) return <MarkSign mark={cellAt(answer, column.key, place).mark ?? "no_data"} />;
  return <span className="figure">{writeFigure(number, kind, formats)}</span>;
}

function TotalRow({ answer, columns, catalog }: Omit<RowProps, "row">) {
  const say = useSay(tableMessages);
  const count = partsOf(answer).dimensions.length;
  return (
    <tfoot>
      <tr>
        {count > 0 && (
          <th scope="row" colSpan={count}>
            {say("table.total")}
          </th>
        )}
        {columns
          .filter(({ kind }) => kind === "measure")
          .map((column) => (
            <td key={column.key} className="number">
              <Figure answer={answer} column={column} place={{ row: 0, part: "totals" }} catalog={catalog} />
            </td>
          ))}
      </tr>
    </tfoot>
  );
}
