import { z } from "@hono/zod-openapi";
import { exportFormat } from "./exports.ts";

/**
 * A file that is made while nobody waits. It is being asked for, then written, rows done of rows in total (a workbook of one
 * slice writes its rows twice); once it is done it can be taken until `expires_at`. Times are ISO-8601 in UTC.
 */
export const exportJobSchema = z
  .object({
    job: z.string(),
    title: z.string(),
    format: exportFormat,
    state: z.enum(["waiting", "asking", "writing", "done", "failed", "cancelled"]),
    rows_done: z.number(),
    /** Null until the question is answered. */
    rows_total: z.number().nullable(),
    bytes: z.number().nullable(),
    sha256: z.string().nullable(),
    /** Why it failed, and what to do. */
    message: z.string().nullable(),
    made_at: z.string(),
    began_at: z.string().nullable(),
    ended_at: z.string().nullable(),
    expires_at: z.string(),
  })
  .openapi("ExportJob");
export const exportJobResponse = z.object({ job: exportJobSchema });
/** One's own, newest first. */
export const exportJobsResponse = z.object({ jobs: z.array(exportJobSchema) });

export type ExportJob = z.infer<typeof exportJobSchema>;
