import type { Reader } from "#warehouse";
import type { ExportRequest, ReportChart, Slice } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { runnable } from "../reports/check.ts";
import { openReport } from "../reports/find.ts";

/** What a file is to hold: slices with the names of their sheets, the title, and what must be said of all of them. */
export type Asked = {
  title: string;
  slices: Slice[];
  sheets: string[];
  notes: string[];
  chart?: ReportChart | undefined;
};

/** The slices that an order names, or that of its report. Throws `not_found` where the reader may not open the report. */
export async function askedBy(
  { title, slices, report, sheets = [], chart }: Omit<ExportRequest, "page">,
  reader: Reader,
  deps: Pick<Deps, "warehouse" | "control">,
): Promise<Asked> {
  if (slices) return { title: title ?? "Rollbook", slices, sheets, notes: [], chart };
  const { content } = await openReport(report ?? "", reader, deps);
  const { slice, notes } = runnable(content);
  return {
    title: title ?? content.title,
    slices: [slice],
    sheets: [content.title],
    notes,
    chart: content.chart,
  };
}
