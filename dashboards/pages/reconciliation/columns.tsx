import type { SchoolLoad } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import type { Column } from "../../components/tables/figure-table.tsx";
import { reconciliationMessages } from "./messages.ts";

type Counts = Pick<
  SchoolLoad,
  | "rows_loaded"
  | "rows_rejected"
  | "rows_published"
  | "rows_replaced"
  | "rows_later"
  | "rows_elsewhere"
  | "rows_left_out"
>;

/** A column of numbers of rows. */
export function useRowsColumn() {
  const formats = useFormats();
  return <Row,>(key: string, header: string, of: (row: Row) => number | null): Column<Row> => ({
    ...{ key, header },
    align: "end",
    sortBy: of,
    show: (row) => {
      const rows = of(row);
      return rows === null ? "–" : formats.number(rows);
    },
  });
}

/** What became of loaded rows, in the order in which they add up. */
export function useFateColumns(): Column<Counts>[] {
  const say = useSay(reconciliationMessages);
  const rows = useRowsColumn();
  return [
    rows("published", say("reconciliation.published"), (row) => row.rows_published),
    rows("replaced", say("reconciliation.replaced"), (row) => row.rows_replaced),
    rows("later", say("reconciliation.later"), (row) => row.rows_later),
    rows("elsewhere", say("reconciliation.elsewhere"), (row) => row.rows_elsewhere),
    rows("left_out", say("reconciliation.left_out"), (row) => row.rows_left_out),
  ];
}

/** Loaded and refused rows, then what became of the loaded ones. */
export function useCountColumns(): Column<Counts>[] {
  const say = useSay(reconciliationMessages);
  const rows = useRowsColumn();
  return [
    rows("loaded", say("reconciliation.loaded"), (row) => row.rows_loaded),
    rows("rejected", say("reconciliation.rejected"), (row) => row.rows_rejected),
    ...useFateColumns(),
  ];
}
