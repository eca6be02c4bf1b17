import { useSay } from "../figures/formats.ts";
import type { Column } from "../report-charts/points.ts";
import type { Column as TableColumn } from "../tables/figure-table.tsx";
import { HeaderCell } from "../tables/header-cell.tsx";
import type { Sort } from "../tables/sort.ts";
import { reportTableMessages } from "./messages.ts";

type Props = {
  columns: Column[];
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
};

/**
 * The heads of a report's columns; where a measure stands beside what it is compared with, or a value of a pivot over
 * several numbers, it heads all of these.
 */
export function ReportHead({ columns, sort, onSort }: Props) {
  const wordsOf = useHeadWords();
  const numbers = columns.filter(({ kind }) => kind === "measure");
  const groups = [...new Set(numbers.map(groupOf))];
  const isGrouped = groups.length < numbers.length;
  const cell = (column: Column) => (
    <HeaderCell
      key={column.key}
      column={headOf(column, isGrouped ? wordsOf(column) : shortLabel(column))}
      sort={sort}
      onSort={onSort}
    />
  );
  if (!isGrouped)
    return (
      <thead>
        <tr>{columns.map(cell)}</tr>
      </thead>
    );
  const dimensions = columns.length - numbers.length;
  return (
    <thead>
      <tr className="column-groups">
        {dimensions > 0 && <td colSpan={dimensions} />}
        {groups.map((group) => {
          const [first, ...others] = numbers.filter((column) => groupOf(column) === group);
          return (
            <th key={group} scope="colgroup" colSpan={1 + others.length}>
              {first?.pivot?.label ?? first?.label}
            </th>
          );
        })}
      </tr>
      <tr>{columns.map(cell)}</tr>
    </thead>
  );
}

/** What a number stands under: a value of the pivot, else its measure. */
const groupOf = ({ key, measure, pivot }: Column): string => (pivot ? `@${pivot.key}` : (measure ?? key));

const shortLabel = ({ label, pivot }: Column): string => pivot?.label ?? label;

const headOf = (column: Column, header: string): TableColumn<number> => ({
  key: column.key,
  header,
  ...(column.kind === "measure" ? { align: "end" as const } : {}),
  show: () => null,
  sortBy: () => null,
});

function useHeadWords() {
  const say = useSay(reportTableMessages);
  return ({ kind, part = "value", label, pivot, computed }: Column) => {
    if (kind === "dimension") return label;
    if (part === "computed") return computed?.label ?? label;
    if (part === "numerator" || part === "denominator") return label;
    if (pivot && part === "value") return label.replace(`: ${pivot.label}`, "");
    return say(`report_table.${part}`);
  };
}
