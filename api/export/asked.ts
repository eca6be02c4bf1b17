import type { Reader } from "#warehouse";
import type { ExportRequest, Slice } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";

/** What a file is to hold: slices with the names of their sheets, the title, and what must be said of all of them. */
export type Asked = { title: string; slices: Slice[]; sheets: string[]; notes: string[] };

/** The slices that an order names, or that of its report. Throws `not_found` where the reader may not open the report. */
export async function askedBy(
  { title, slices, report, sheets = [] }: ExportRequest,
  reader: Reader,
  { reportSlice }: Pick<Deps, "reportSlice">,
): Promise<Asked> {
  if (slices) return { title: title ?? "Rollbook", slices, sheets, notes: [] };
  if (!report || !reportSlice)
    throw new ProblemError("not_found", "There is no such report, or it is not shared with you.");
  const saved = await reportSlice(report, reader);
  return { title: title ?? saved.title, slices: [saved.slice], sheets: [saved.title], notes: saved.notes };
}
