import type { RecordFault, Scan, ScanFault } from "../delimited/scan-records.ts";
import type { Finding } from "./findings.ts";

const csvCodes: Record<Exclude<RecordFault, "width">, string> = {
  quote_in_bare_cell: "csv.unescaped_quote",
  text_after_quote: "csv.unexpected_character_after_quote",
  bare_carriage_return: "csv.bare_carriage_return",
};

/** What keeps a file from being a table: broken CSV ends the inspection of the file, its header or rows may be uneven. */
export function tableFindings(file: string, scan: Scan | ScanFault): Finding[] {
  const at = (code: string, row: number | null, field: string | null = null) => ({ code, file, row, field });
  if ("fault" in scan) {
    const codes: Record<ScanFault["fault"], string> = {
      empty: "table.missing_header",
      encoding: "csv.invalid_utf8",
      unclosed_quote: "csv.unclosed_quote",
      too_many_malformed: "table.row_width_mismatch",
    };
    return [at(codes[scan.fault], scan.line)];
  }
  const broken = firstBroken(scan);
  if (broken) return [at(broken.code, broken.line)];
  const header = scan.header.flatMap((name, index) => {
    if (name === "") return [at("table.empty_header_name", 1)];
    return scan.header.indexOf(name) < index ? [at("table.duplicate_header", 1, name)] : [];
  });
  if (header.length > 0) return header;
  if (scan.records === 0) return [at("table.missing_data_rows", null)];
  return [...scan.malformed, ...scan.blankLines.map((line) => ({ line }))].map(({ line }) =>
    at("table.row_width_mismatch", line),
  );
}

/** The binding allows no line break inside a cell, quoted or not. */
function firstBroken(scan: Scan): { code: string; line: number } | null {
  const faults = scan.malformed.flatMap(({ fault, line }) =>
    fault === "width" ? [] : [{ code: csvCodes[fault], line }],
  );
  if (scan.firstBrokenLine !== null) {
    faults.push({ code: "csv.line_break_in_quoted_field", line: scan.firstBrokenLine });
  }
  return faults.sort((a, b) => a.line - b.line)[0] ?? null;
}

/** Columns stand in the binding's order; a sender's own ones follow, named metadata.*. */
export function headerFindings(file: string, header: string[], wanted: string[]): Finding[] {
  const at = (code: string, field: string) => ({ code, file, row: 1, field });
  const findings: Finding[] = [];
  for (const [index, name] of wanted.entries()) {
    const found = header[index];
    if (found === name) continue;
    if (found !== undefined) {
      const isOwn = /^metadata[.]./.test(found);
      findings.push(at(isOwn ? "schema.metadata_column_position" : "schema.header_order_mismatch", name));
    }
    if (!header.includes(name)) findings.push(at("schema.missing_header", name));
  }
  const extra = header.slice(wanted.length).filter((name) => !/^metadata[.]./.test(name));
  return [...findings, ...extra.map((name) => at("schema.invalid_metadata_header", name))];
}
