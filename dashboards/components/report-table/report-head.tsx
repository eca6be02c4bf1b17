import { useSay } from "../figures/formats.ts";
import type { Column } from "../report-charts/points.ts";
import type { Column as TableColumn } from "../tables/figure-table.tsx";
import { HeaderCell } from "../tables/header-cell.tsx";
import type { Sort } from "../tables/sort.ts";
import { reportTableMessages } from "./messages.ts";

type Props = { columns: Column[]; sort: Sort | undefined; onSort: (sort: Sort) => void };

/** The heads of a report's columns; where a measure stands beside what it is compared with, it heads all of these. */
export function ReportHead({ columns, sort, onSort }: Props) {
  const words = useHeadWords();
  const isCompared = columns.some(({ part }) => part !== undefined && part !== "value");
  const headOf = (column: Column, header: string): TableColumn<number> => ({
    key: column.key,
    header,
    ...(column.kind === "measure" ? { align: "end" as const } : {}),
    show: () => null,
    sortBy: () => null,
  });
  if (!isCompared)
    return (
      <thead>
        <tr>
          {columns.map((column) => (
            <HeaderCell key={column.key} column={headOf(column, column.label)} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
    );
  const dimensions = columns.filter(({ kind }) => kind === "dimension");
  const measures = columns.filter(({ part }) => part === "value");
  return (
    <thead>
      <tr className="column-groups">
        {dimensions.length > 0 && <td colSpan={dimensions.length} />}
        {measures.map(({ key, label }) => (
          <th key={key} scope="colgroup" colSpan={columns.filter(({ measure }) => measure === key).length}>
            {label}
          </th>
        ))}
      </tr>
      <tr>
        {columns.map((column) => (
          <HeaderCell
            key={column.key}
            column={headOf(column, column.kind === "dimension" ? column.label : words(column.part))}
            sort={sort}
            onSort={onSort}
          />
        ))}
      </tr>
    </thead>
  );
}

function useHeadWords() {
  const say = useSay(reportTableMessages);
  return (part: Column["part"] = "value") =>
    part === "numerator" || part === "denominator" ? "" : say(`report_table.${part}`);
}
