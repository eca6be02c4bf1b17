import { z } from "@hono/zod-openapi";
import { issueOwner } from "./register.ts";

/** A load run and what became of it. */
export const runSchema = z.object({
  run: z.string(),
  state: z.enum(["running", "published", "failed"]),
  /** An account, "schedule", "upload" or "replay of RUN". */
  started_by: z.string(),
  started_at: z.string(),
  ended_at: z.string().nullable(),
  command: z.string(),
  generation: z.string().nullable(),
  message: z.string(),
});
/** A scheduled load that is missing: it did not start, or it failed. */
export const loadAlarmSchema = z.object({
  source: z.string(),
  label: z.string(),
  kind: z.enum(["did_not_start", "failed"]),
  due_at: z.string(),
  message: z.string(),
});
/** A file as it was landed: rows read = loaded + rejected + quarantined. */
export const sourceSchema = z.object({
  source: z.string(),
  label: z.string(),
  feed: z.string(),
  file: z.string(),
  sha256: z.string(),
  rows_read: z.number(),
  rows_loaded: z.number(),
  rows_rejected: z.number(),
  rows_quarantined: z.number(),
  rows_repaired: z.number(),
  landed_at: z.string(),
  next_run: z.string().nullable(),
});
/** A promise about the tables, and whether it held when the generation was published. */
export const checkSchema = z.object({
  check: z.string(),
  kind: z.enum(["stop", "report"]),
  passed: z.boolean(),
  rows: z.number(),
  promise: z.string(),
});
/** A published state. */
export const generationSchema = z.object({
  generation: z.string(),
  as_of: z.string(),
  published_at: z.string(),
  checks_failed: z.number(),
  rows: z.number(),
});
/** A refused value or row: where it stands, why, and how to mend it. */
export const rejectionSchema = z.object({
  source: z.string(),
  feed: z.string(),
  file: z.string(),
  line: z.number(),
  field: z.string().nullable(),
  code: z.string(),
  value: z.string().nullable(),
  reason: z.string(),
  mend: z.string(),
});
/** How many rows were refused for one reason; the rows themselves only for readers who may see students. */
export const rejectionKindSchema = z.object({
  source: z.string(),
  feed: z.string(),
  code: z.string(),
  reason: z.string(),
  mend: z.string(),
  rows: z.number(),
  /** Null where so few are hidden from this reader. */
  students: z.number().nullable(),
  schools: z.number(),
  owner: issueOwner,
  /** The first day on which this was refused, and has been since. */
  since: z.string(),
});
/** What was refused of one school's rows, each kind once. */
export const schoolRejectionSchema = rejectionKindSchema.omit({ schools: true }).extend({
  ...{ organization_id: z.string(), school: z.string(), operator: z.string().nullable() },
  students: z.number(),
});
/** The data-processing report: what each of a reader's schools has to mend, the school with most refused rows first. */
export const dataReportSchema = z
  .object({
    generation: z.string(),
    as_of: z.string(),
    district: z.string(),
    schools: z.array(
      z.object({
        organization_id: z.string(),
        school: z.string(),
        operator: z.string().nullable(),
        rows: z.number(),
        kinds: z.array(schoolRejectionSchema.omit({ organization_id: true, school: true, operator: true })),
      }),
    ),
  })
  .openapi("DataReport");
export type DataReport = z.infer<typeof dataReportSchema>;
/** How often a declared repair was made. */
export const repairSchema = z.object({
  source: z.string(),
  feed: z.string(),
  field: z.string(),
  repair: z.string(),
  rows: z.number(),
});
/** How students' records met; `students` is null where it is hidden from this reader. */
export const identitySchema = z.object({
  kind: z.enum(["double_id", "unmatched", "by_name"]),
  students: z.number().nullable(),
});
/** Schools × feeds × recent school days; the cells of a feed are in the order of `days`. */
export const completenessGrid = z.object({
  feeds: z.array(z.string()),
  days: z.array(z.string()),
  schools: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      region: z.string().nullable(),
      level: z.string().nullable(),
      operator: z.string().nullable(),
      missing_count: z.number(),
      cells: z.record(z.string(), z.array(z.enum(["reported", "late", "missing", "not_expected"]))),
    }),
  ),
});
