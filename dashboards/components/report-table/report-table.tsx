import { memo, useMemo } from "react";
import type { Answer, Catalog } from "#api/contract";
import type { Drill } from "../drill/drill.ts";
import { useArrows } from "../drill/use-arrows.ts";
import { useFormats, useSay } from "../figures/formats.ts";
import { writePlace } from "../report-charts/finding.ts";
import { type Column, placeAt } from "../report-charts/points.ts";
import { tableMessages } from "../tables/messages.ts";
import { ScrollFrame } from "../tables/scroll-frame.tsx";
import type { Sort } from "../tables/sort.ts";
import { Figure } from "./figure.tsx";
import { ReportHead } from "./report-head.tsx";
import { GrandTotal, Subtotal, subtotalCount } from "./total-rows.tsx";
import { useWindow } from "./use-window.ts";

type Props = {
  caption: string;
  answer: Answer;
  catalog: Catalog;
  /** What its totals are of. */
  totals: "visible" | "all";
  /** Opens who stands behind a number; without it numbers are only told. */
  drill?: Drill;
  sort?: Sort | undefined;
  /** Without it the heads are only read. */
  onSort?: (sort: Sort) => void;
};

/**
 * The whole answer as a plain table: only rows in sight are drawn, and the head stays while they scroll. Subtotals stand
 * below the rows, so that these can be sorted by any column.
 */
export function ReportTable({ caption, answer, catalog, totals, drill, sort, onSort }: Props) {
  const say = useSay(tableMessages);
  const rowCount = answer.rows.length + subtotalCount(answer);
  const { frame, isWindowed, first, last, above, below } = useWindow(rowCount);
  useArrows(frame);
  const columns = useMemo(
    () => answer.columns.filter(({ part }) => part !== "numerator" && part !== "denominator"),
    [answer],
  );
  if (answer.rows.length === 0) return <p className="empty">{say("table.empty")}</p>;
  const shown = Array.from({ length: last - first }, (_, index) => first + index);
  return (
    <ScrollFrame
      caption={caption}
      frameRef={frame}
      className={isWindowed ? "report-frame is-windowed" : "report-frame"}
    >
      <table className="report-table" aria-rowcount={rowCount + 1}>
        <caption className="sr-only">{caption}</caption>
        <ReportHead columns={columns} sort={sort} onSort={onSort} />
        <tbody>
          <Spacer height={above} columns={columns.length} />
          {shown.map((row) =>
            row < answer.rows.length ? (
              <Row key={row} answer={answer} columns={columns} row={row} catalog={catalog} drill={drill} />
            ) : (
              <Subtotal
                key={row}
                answer={answer}
                columns={columns}
                row={row - answer.rows.length}
                catalog={catalog}
                drill={drill}
              />
            ),
          )}
          <Spacer height={below} columns={columns.length} />
        </tbody>
        <GrandTotal answer={answer} columns={columns} catalog={catalog} drill={drill} totals={totals} />
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

type RowProps = Pick<Props, "answer" | "catalog"> & {
  columns: Column[];
  row: number;
  drill: Drill | undefined;
};

/** Kept while it stays in sight: scrolling draws only the rows that come. */
const Row = memo(function Row(props: RowProps) {
  return (
    <tr aria-rowindex={props.row + 2}>
      <RowCells {...props} />
    </tr>
  );
});

function RowCells({ answer, columns, row, catalog, drill }: RowProps) {
  const formats = useFormats();
  return columns.map((column, index) => {
    if (column.kind === "measure")
      return (
        <td key={column.key} className="number">
          <Figure answer={answer} column={column} place={{ row }} catalog={catalog} drill={drill} />
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
