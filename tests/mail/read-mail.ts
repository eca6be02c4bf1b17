import ExcelJS from "exceljs";
import type { Received } from "./mail-server.ts";

/** The words of a mail, without the line breaks that its way has added. */
export const plain = (mail: Received | undefined): string | undefined => mail?.text.replaceAll("=\r\n", "");

/** The workbook that is attached to a mail, opened. Throws an Error where there is none. */
export async function workbookOf({ to, text }: Received): Promise<ExcelJS.Workbook> {
  const [, base64] = /spreadsheetml[\s\S]*?\r\n\r\n([\w+/=\r\n]+)\r\n--/.exec(text) ?? [];
  if (base64 === undefined) throw new Error(`The mail to ${to.join(", ")} has no workbook.`);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(Buffer.from(base64, "base64")).buffer);
  return workbook;
}

/** The texts and numbers of all sheets of a workbook, row by row. */
export function cellsOf(workbook: ExcelJS.Workbook): unknown[] {
  const cells: unknown[] = [];
  for (const sheet of workbook.worksheets)
    sheet.eachRow((row) => row.eachCell(({ value }) => cells.push(value)));
  return cells;
}
