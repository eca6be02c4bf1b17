import { z } from "@hono/zod-openapi";
import { reportChart } from "./reports.ts";
import { ownName, sliceSchema } from "./slices.ts";

/** A title that nobody types; what is longer is no title. */
const TITLE = 20_000;

/** How answers come as a file. */
export const exportFormat = z.enum(["xlsx", "csv", "parquet", "arrow", "json"]);

/** The answers to slices, or to a saved report, as a file. */
export const exportRequest = z
  .object({
    format: exportFormat,
    /** Becomes the file name and the heading of the sheet "About"; a report has its own. */
    title: z.string().max(TITLE).optional(),
    slices: z.array(sliceSchema).min(1).max(40).optional(),
    /** The id of a saved report, in place of slices. */
    report: ownName.optional(),
    /** One sheet name a slice, in the same order. */
    sheets: z.array(z.string().max(TITLE)).optional(),
    /** The chart of one slice that a workbook draws over its data; a report has its own. */
    chart: reportChart.optional(),
    /** Whether CSV begins with a byte order mark: some sheet programs take UTF-8 for something else without it. */
    bom: z.boolean().optional(),
  })
  .strict()
  .refine(({ slices, report }) => (slices === undefined) !== (report === undefined), {
    error: "ask for either slices or a report",
  });

export type ExportFormat = z.infer<typeof exportFormat>;
export type ExportRequest = z.infer<typeof exportRequest>;
