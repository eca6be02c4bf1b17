import type { RecordFault, Scan, ScanFault } from "../delimited/scan-records.ts";
import type { Finding } from "./findings.ts";

const csvCodes: Record<RecordFault, string> = {
  width: "table.row_width_mismatch",
  quote_in_bare_cell: "csv.unescaped_quote",
  text_after_quote: "csv.unexpected_character_after_quote",
  bare_carriage_return: "csv.bare_carriage_return",
};

const scanCodes: Record<ScanFault["fault"], string> = {
  empty: "table.missing_header",
  encoding: "csv.invalid_utf8",
  unclosed_quote: "csv.unclosed_quote",
  record_too_long: "csv.record_too_long",
  too_many_malformed: "table.row_width_mismatch",
};

/** What keeps a file from being a table. A header without names, or with one twice, leaves its rows unread. */
export function tableFindings(file: string, scan: Scan | ScanFault, isTolerant: boolean): Finding[] {
  const at = (code: string, row: number | null, field: string | null = null) => ({ code, file, row, field });
  if ("fault" in scan) return [at(scanCodes[scan.fault], scan.line)];
  if (scan.headerFault) return [at(csvCodes[scan.headerFault], 1)];
  const header = scan.header.flatMap((name, index) => {
    if (name === "") return isTolerant ? [] : [at("table.empty_header_name", 1)];
    return scan.header.indexOf(name) < index ? [at("table.duplicate_header", 1, name)] : [];
  });
  if (header.length > 0) return header;
  if (scan.records === 0) return [at("table.missing_data_rows", null)];
  return [
    ...scan.malformed.map(({ fault, line }) => at(csvCodes[fault], line)),
    ...scan.blankLines.map((line) => at("table.row_width_mismatch", line)),
    // The binding allows no line break inside a cell, quoted or not.
    ...scan.brokenLines.map((line) => at("csv.line_break_in_quoted_field", line)),
  ];
}
