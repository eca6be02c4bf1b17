import { buffer } from "node:stream/consumers";
import type { DataReport } from "../contract.ts";
import { DAY_FORMAT, guardText } from "../export/guard.ts";
import type { SheetDraft, SheetValue } from "../export/xlsx/draft.ts";
import { writeXlsx } from "../export/xlsx/write-xlsx.ts";
import { ownerWords } from "./words.ts";

const columns = [
  { header: "School", width: 34 },
  { header: "Operator", width: 26 },
  { header: "What is wrong", width: 60 },
  { header: "How to mend it", width: 60 },
  { header: "Source", width: 14 },
  { header: "Feed", width: 20 },
  { header: "Rows", width: 8 },
  { header: "Students", width: 10 },
  { header: "Who can mend it", width: 26 },
  { header: "Since", width: 12, format: DAY_FORMAT },
];

/** The report as an Excel file, a row a school and kind of error. */
export async function reportWorkbook(report: DataReport): Promise<Buffer> {
  const rows = rowsOf(report);
  const print = { title: `Data-processing report, ${guardText(report.district)}`, note: report.generation };
  const plain = { merges: [], foot: [], highlights: [], print };
  const toMend: SheetDraft = {
    ...plain,
    name: "To mend",
    columns: columns.map(({ width, format }) => ({
      width,
      style: { wraps: true, align: "left", ...(format === undefined ? {} : { format }) },
    })),
    head: [
      {
        cells: columns.map(({ header }) => header),
        styles: columns.map(() => ({ isBold: true, band: "head" })),
      },
    ],
    ...{ rows, rowCount: rows.length },
  };
  const about = [
    ["Data-processing report", guardText(report.district)],
    ["Generation", `${report.generation}, as of ${report.as_of}`],
  ];
  const widths = [28, 100].map((width) => ({ width, style: {} }));
  const aboutSheet = {
    ...plain,
    name: "About",
    columns: widths,
    head: [],
    rows: about,
    rowCount: about.length,
  };
  return buffer(writeXlsx({ title: print.title, sheets: [toMend, aboutSheet] }));
}

function rowsOf({ schools }: DataReport): SheetValue[][] {
  return schools.flatMap(({ school, operator, kinds }) =>
    kinds.map(({ reason, mend, source, feed, rows, students, owner, since }) => [
      ...[school, operator ?? "", reason, mend, source, feed.replaceAll("_", " ")].map(guardText),
      ...[rows, students, ownerWords[owner], new Date(`${since}T00:00:00Z`)],
    ]),
  );
}
