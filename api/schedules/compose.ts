import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { namesStudents, type Reader } from "#warehouse";
import type { Deps } from "../deps.ts";
import type { Exported } from "../export/about.ts";
import { extractOf } from "../export/extract.ts";
import { workbookStream } from "../export/workbook/workbook.ts";
import { runnable } from "../reports/check.ts";
import type { Opened } from "../reports/opened.ts";
import { refuseForeign } from "./check-scope.ts";

/** A report as one person gets it; `workbook` is null where it shows single students, which never leave by mail. */
export type Composed = { generation: string; fingerprint: string; workbook: Buffer | null };

type Place = Pick<Deps, "warehouse" | "district">;

/** Asks a report under a reader's own rights. Throws what its run would throw, and an Error for a file outside her scope. */
export async function composeReport(opened: Opened, reader: Reader, place: Place): Promise<Composed> {
  const { slice, notes } = runnable(opened.content);
  const { title, chart } = opened.content;
  const extract = await extractOf({ title, slices: [slice], sheets: [title], notes, chart }, reader, place);
  const answer = extract.sheets[0]?.answer;
  if (!answer) throw new Error("The warehouse gave no answer to a slice.");
  const told = { generation: answer.generation, fingerprint: fingerprintOf(answer) };
  if (namesStudents(slice)) return { ...told, workbook: null };
  const workbook = await buffer(workbookStream(extract));
  await refuseForeign(workbook, { slice, answer, reader, warehouse: place.warehouse });
  return { ...told, workbook };
}

/** What tells whether the figures are those of the mail before: rows, totals and marks, not the generation they are from. */
const fingerprintOf = ({ rows, totals, marks }: Exported): string =>
  createHash("sha256")
    .update(JSON.stringify([[...rows], totals, marks]))
    .digest("hex");
