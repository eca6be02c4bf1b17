import type { Answer } from "#api/contract";
import { cellAt, keyOf, labelOf, publishedRate } from "../figures/cells.ts";
import { FigureText, kindOfUnit } from "../figures/figure-text.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import { type Column, FigureTable } from "./figure-table.tsx";
import { tableMessages } from "./messages.ts";

type AnswerColumn = Answer["columns"][number];
type Props = {
  caption: string;
  isCaptionHidden?: boolean;
  answer: Answer;
  /** Columns that would only repeat what the reader knows. */
  without?: string[];
  empty?: string;
  limit?: number;
  /** Leaves out rows in which every figure is 0; a figure that is hidden or missing stays. */
  isWithoutZeros?: boolean;
};

/** An answer as a table, with its marks and its grand total. */
export function AnswerTable({ answer, without = [], isWithoutZeros, ...rest }: Props) {
  const say = useSay(tableMessages);
  const shown = answer.columns.filter(
    ({ key, kind, part }) => !without.includes(key) && (kind === "dimension" || part === "value"),
  );
  const columns = shown.map((column) => answerColumn(answer, column));
  const totals = answer.totals[0]
    ? shown.map((column, index) =>
        column.kind === "dimension" ? (
          index === 0 ? (
            say("table.total")
          ) : null
        ) : (
          <FigureText
            key={column.key}
            cell={cellAt(answer, column.key, { part: "totals" })}
            kind={kindOfUnit(column.unit)}
          />
        ),
      )
    : undefined;
  return (
    <FigureTable
      {...rest}
      columns={columns}
      rows={answer.rows
        .map((_, index) => index)
        .filter((row) => !isWithoutZeros || hasSomething(answer, shown, row))}
      rowKey={(row) => String(row)}
      totals={totals}
    />
  );
}

function hasSomething(answer: Answer, columns: AnswerColumn[], row: number): boolean {
  return columns.some(
    (column) => column.kind === "measure" && cellAt(answer, column.key, { row }).value !== 0,
  );
}

/** The label of a row's dimension; days are written as days. */
function Place({ label }: { label: string }) {
  const formats = useFormats();
  return /^\d{4}-\d{2}-\d{2}$/.test(label) ? formats.date(label) : label;
}

function answerColumn(answer: Answer, column: AnswerColumn): Column<number> {
  const header = column.label;
  if (column.kind === "dimension") {
    return {
      key: column.key,
      header,
      show: (row) => (
        <Place label={labelOf(answer.rows[row], column.key) || keyOf(answer.rows[row], column.key)} />
      ),
      sortBy: (row) => labelOf(answer.rows[row], column.key),
    };
  }
  return {
    key: column.key,
    header,
    align: "end",
    show: (row) => <FigureText cell={cellAt(answer, column.key, { row })} kind={kindOfUnit(column.unit)} />,
    sortBy: (row) => publishedRate(cellAt(answer, column.key, { row })),
  };
}
