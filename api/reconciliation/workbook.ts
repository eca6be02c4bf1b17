import { buffer } from "node:stream/consumers";
import type { Reconciliation, SchoolLoad } from "../contract.ts";
import { guardText } from "../export/guard.ts";
import type { SheetDraft, SheetValue } from "../export/xlsx/draft.ts";
import { writeXlsx } from "../export/xlsx/write-xlsx.ts";

type Column<Row> = { header: string; width: number; of: (row: Row) => SheetValue };

const rowsColumn = <Row>(header: string, of: (row: Row) => SheetValue): Column<Row> => ({
  ...{ header, of },
  width: 12,
});

type Fates = Pick<
  SchoolLoad,
  "rows_published" | "rows_replaced" | "rows_later" | "rows_elsewhere" | "rows_left_out"
>;

const fates: Column<Fates>[] = [
  rowsColumn("Published", (row) => row.rows_published),
  rowsColumn("Replaced", (row) => row.rows_replaced),
  rowsColumn("Dated later", (row) => row.rows_later),
  rowsColumn("Part of other records", (row) => row.rows_elsewhere),
  rowsColumn("Difference", (row) => row.rows_left_out),
];

const place: Column<Pick<SchoolLoad, "source" | "feed" | "file">>[] = [
  { header: "Source", width: 14, of: ({ source }) => guardText(source) },
  { header: "Feed", width: 20, of: ({ feed }) => guardText(feed.replaceAll("_", " ")) },
  { header: "File", width: 40, of: ({ file }) => guardText(file) },
];

const ofSchools: Column<SchoolLoad>[] = [
  { header: "School", width: 34, of: ({ school }) => guardText(school ?? "Not a school of the list") },
  { header: "School, as written", width: 20, of: (line) => guardText(line.organization_id ?? "") },
  { header: "Operator", width: 26, of: ({ operator }) => guardText(operator ?? "") },
  ...place,
  rowsColumn("Loaded", (line) => line.rows_loaded),
  rowsColumn("Refused", (line) => line.rows_rejected),
  ...fates,
];

const ofFiles: Column<Reconciliation["files"][number]>[] = [
  ...place,
  rowsColumn("Sent", (file) => file.rows_sent),
  rowsColumn("Read", (file) => file.rows_read),
  rowsColumn("Loaded", (file) => file.rows_loaded),
  rowsColumn("Refused", (file) => file.rows_rejected),
  rowsColumn("Set aside", (file) => file.rows_quarantined),
  rowsColumn("Repaired", (file) => file.rows_repaired),
  ...fates,
];

/** The reconciliation as an Excel file: a row a file, where the reader has the district, and a row a school and file. */
export function reconciliationWorkbook(
  { generation, as_of, files }: Reconciliation,
  all: SchoolLoad[],
): Promise<Buffer> {
  const title = `Reconciliation as of ${as_of}`;
  const sheets = [
    sheet("By school", { columns: ofSchools, rows: all, title, note: generation }),
    ...(files.length > 0
      ? [sheet("By file", { columns: ofFiles, rows: files, title, note: generation })]
      : []),
  ];
  return buffer(writeXlsx({ title, sheets }));
}

type Content<Row> = { columns: Column<Row>[]; rows: Row[]; title: string; note: string };

const sheet = <Row>(name: string, { columns, rows, title, note }: Content<Row>): SheetDraft => ({
  name,
  ...{ merges: [], foot: [], highlights: [], print: { title, note } },
  columns: columns.map(({ width }) => ({ width, style: {} })),
  head: [
    {
      cells: columns.map(({ header }) => header),
      styles: columns.map(() => ({ isBold: true, band: "head" })),
    },
  ],
  rows: rows.map((row) => columns.map(({ of }) => of(row))),
  rowCount: rows.length,
});
