import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { namesStudents, type Reader } from "#warehouse";
import type { Answer } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { extractOf } from "../export/extract.ts";
import { workbookStream } from "../export/workbook.ts";
import { runnable } from "../reports/check.ts";
import type { Opened } from "../reports/opened.ts";
import { refuseForeign } from "./check-scope.ts";

/** A report as one person gets it; `workbook` is null where it shows single students, which never leave by mail. */
export type Composed = { generation: string; fingerprint: string; workbook: Buffer | null };

type Place = Pick<Deps, "warehouse" | "district">;

/** Asks a report under a reader's own rights. Throws what its run would throw, and an Error for a file outside her scope. */
export async function composeReport(opened: Opened, reader: Reader, place: Place): Promise<Composed> {
  const { slice, notes } = runnable(opened.content);
  const order = { format: "xlsx" as const, title: opened.content.title, slices: [slice] };
  const extract = await extractOf(order, reader, place);
  const [sheet] = extract.sheets;
  if (!sheet) throw new Error("The warehouse gave no answer to a slice.");
  const answer = { ...sheet.answer, notes: [...notes, ...sheet.answer.notes] };
  const told = { generation: answer.generation, fingerprint: fingerprintOf(answer) };
  if (namesStudents(slice)) return { ...told, workbook: null };
  const workbook = await buffer(workbookStream({ ...extract, sheets: [{ ...sheet, answer }] }));
  await refuseForeign(workbook, { answer, reader, warehouse: place.warehouse });
  return { ...told, workbook };
}

/** What tells whether the figures are those of the mail before: rows, totals and marks, not the generation they are from. */
const fingerprintOf = ({ rows, totals, marks }: Answer): string =>
  createHash("sha256")
    .update(JSON.stringify([rows, totals, marks]))
    .digest("hex");
