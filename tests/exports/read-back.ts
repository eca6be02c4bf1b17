import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "apache-arrow";
import ExcelJS from "exceljs";
import type { Answer } from "#api/contract";

/** A cell as every file must hold it: a number, or why there is none; of a dimension its key and label. */
type Read = number | string | null;
/** An answer's rows as lists of cells in the order of its columns. */
export type Grid = Read[][];

const signs: Record<string, string> = {
  "*": "suppressed",
  "n/r": "not_reported",
  "n/a": "not_applicable",
  "–": "no_data",
};

/** What a page shows: each dimension's key and label, each measure's number or mark. */
export function gridOf({ columns, rows, marks }: Answer): Grid {
  const reasons = new Map(
    marks.filter(({ part }) => part === "rows").map(({ row, column, mark }) => [`${row} ${column}`, mark]),
  );
  return rows.map((row, at) =>
    columns.flatMap(({ key, kind }): Read[] => {
      const cell = row[key] ?? null;
      if (kind === "measure")
        return [typeof cell === "number" ? cell : (reasons.get(`${at} ${key}`) ?? null)];
      return typeof cell === "object" && cell !== null ? [asText(cell.key), cell.label] : [null, null];
    }),
  );
}

const asText = (key: string | number | boolean | null) => (key === null ? null : String(key));

/** The columns of tools, back as a grid: a number or its mark, a key and its label. */
function fromTidy(answer: Answer, rows: Record<string, unknown>[]): Grid {
  return rows.map((row) =>
    answer.columns.flatMap(({ key, kind }): Read[] => {
      if (kind === "dimension") return [text(row[key]), text(row[`${key}__label`])];
      return [typeof row[key] === "number" ? row[key] : text(row[`${key}__mark`])];
    }),
  );
}

const text = (value: unknown) => (value === null || value === undefined ? null : String(value));

export const readArrow = (answer: Answer, bytes: Uint8Array): Grid =>
  fromTidy(
    answer,
    tableFromIPC(bytes)
      .toArray()
      .map((row) => row.toJSON()),
  );

export const readParquet = async (answer: Answer, bytes: Uint8Array): Promise<Grid> =>
  fromTidy(answer, await rowsOf("read_parquet", bytes));

/** As DuckDB reads it, everything as text first. */
export async function readCsv(answer: Answer, bytes: Uint8Array): Promise<Grid> {
  const rows = await rowsOf("read_csv", bytes, ", all_varchar = true, header = true, delim = ','");
  return rows.map((row) =>
    answer.columns.flatMap(({ key, kind }): Read[] => {
      if (kind === "dimension") return [text(row[key]), text(row[`${key}__label`])];
      const cell = String(row[key]);
      return [signs[cell] ?? Number(cell)];
    }),
  );
}

/** What DuckDB reads from a file by one of its functions. */
export async function rowsOf(
  reader: string,
  bytes: Uint8Array,
  options = "",
): Promise<Record<string, unknown>[]> {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-read-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    writeFileSync(join(folder, "file"), bytes);
    const found = await connection.runAndReadAll(`from ${reader}('${join(folder, "file")}'${options})`);
    return found.getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function openWorkbook(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  return workbook;
}

/**
 * The cells of a sheet below its header, labels where a grid has keys and labels, words for changes left out. What a
 * total is of stands before the word "Total".
 */
export function readSheet(sheet: ExcelJS.Worksheet | undefined): { rows: Grid; totals: Grid } {
  const [view] = sheet?.views ?? [];
  const head = view?.state === "frozen" ? (view.ySplit ?? 0) : 0;
  const width = sheet?.columnCount ?? 0;
  const columns = Array.from({ length: width }, (_, at) => at + 1).filter(
    (column) => !sheet?.getRow(head).getCell(column).text.endsWith(", in words"),
  );
  const all = Array.from({ length: (sheet?.rowCount ?? 0) - head }, (_, at) => {
    const row = sheet?.getRow(head + at + 1);
    return columns.map((column): Read => shown(row?.getCell(column).value));
  });
  const isTotal = (row: Read[]) => row.includes("Total");
  const totals = all.filter(isTotal).map((row) => row.map((cell) => (cell === "Total" ? null : cell)));
  return { rows: all.filter((row) => !isTotal(row)), totals };
}

const shown = (value: ExcelJS.CellValue | undefined): Read => {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === "number" || typeof value === "string" ? value : null;
};

/** A grid as a workbook shows it: labels only, and signs for marks. */
export const asShown = ({ columns }: Answer, grid: Grid): Grid => {
  const signOf = new Map(Object.entries(signs).map(([sign, mark]) => [mark, sign]));
  return grid.map((row) => {
    let at = 0;
    return columns.map(({ kind }): Read => {
      if (kind === "dimension") at += 1;
      const cell = row[at++] ?? null;
      return kind === "measure" && typeof cell === "string" ? (signOf.get(cell) ?? cell) : cell;
    });
  });
};
