import { z } from "@hono/zod-openapi";
import { reportChart } from "./reports.ts";
import { ownName, sliceSchema } from "./slices.ts";

/** A title that nobody types; what is longer is no title. */
const TITLE = 20_000;

/** How answers come as a file. */
export const exportFormat = z.enum(["xlsx", "pdf", "csv", "parquet", "arrow", "json"]);
/** The pages that can be had as a PDF. */
export const printedPage = z.enum(["board", "school", "compliance", "costs", "data", "parent"]);

/** The answers to slices, or to a saved report, as a file; or a page as a PDF. */
export const exportRequest = z
  .object({
    format: exportFormat,
    /** Becomes the file name and the heading of the sheet "About"; a report has its own. */
    title: z.string().max(TITLE).optional(),
    slices: z.array(sliceSchema).min(1).max(40).optional(),
    /** The id of a saved report, in place of slices. */
    report: ownName.optional(),
    /** A page, in place of slices, with what its address says of the year, the school or the day. */
    page: printedPage.optional(),
    view: z.record(z.string().max(40), z.string().max(1000)).optional(),
    /** One sheet name a slice, in the same order. */
    sheets: z.array(z.string().max(TITLE)).optional(),
    /** The chart of one slice that a workbook draws over its data; a report has its own. */
    chart: reportChart.optional(),
    /** Whether CSV begins with a byte order mark: some sheet programs take UTF-8 for something else without it. */
    bom: z.boolean().optional(),
    /** The language of a PDF, such as "es"; English unless said. */
    language: z
      .string()
      .regex(/^[a-z]{2}$/)
      .optional(),
  })
  .strict()
  .refine(
    ({ slices, report, page }) => [slices, report, page].filter((one) => one !== undefined).length === 1,
    {
      error: "ask for either slices, a report or a page",
    },
  )
  .refine(({ format, page }) => page === undefined || format === "pdf", {
    error: "a page comes as pdf only",
  });

export type ExportFormat = z.infer<typeof exportFormat>;
export type PrintedPage = z.infer<typeof printedPage>;
export type ExportRequest = z.infer<typeof exportRequest>;
