import ExcelJS from "exceljs";
import type { DataReport } from "../contract.ts";
import { DAY_FORMAT, guardText } from "../export/guard.ts";
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
  { header: "Since", width: 12 },
];

/** The report as an Excel file, a row a school and kind of error. */
export async function reportWorkbook(report: DataReport): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = "Rollbook";
  const sheet = workbook.addWorksheet("To mend", {
    views: [{ state: "frozen", ySplit: 1 }],
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = columns.map(({ header, width }) => ({ header, width }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rowsOf(report)) sheet.addRow(row).alignment = { wrapText: true, vertical: "top" };
  sheet.getColumn(columns.length).numFmt = DAY_FORMAT;
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  const about = workbook.addWorksheet("About");
  about.addRows([
    ["Data-processing report", guardText(report.district)],
    ["Generation", `${report.generation}, as of ${report.as_of}`],
  ]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function rowsOf({ schools }: DataReport): (string | number | Date)[][] {
  return schools.flatMap(({ school, operator, kinds }) =>
    kinds.map(({ reason, mend, source, feed, rows, students, owner, since }) => [
      ...[school, operator ?? "", reason, mend, source, feed.replaceAll("_", " ")].map(guardText),
      ...[rows, students, ownerWords[owner], new Date(`${since}T00:00:00Z`)],
    ]),
  );
}
