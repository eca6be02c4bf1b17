import { z } from "@hono/zod-openapi";

/** What became of rows that were loaded: rows_loaded = published + replaced + later + elsewhere + left out. */
const counts = {
  rows_loaded: z.number(),
  rows_rejected: z.number(),
  /** Rows that stand in the published tables as records of their own. */
  rows_published: z.number(),
  /** Said anew or deleted by a newer file of changes. */
  rows_replaced: z.number(),
  /** Dated after the day of the load: they wait. */
  rows_later: z.number(),
  /** Rows that tell of other records, such as a student's programs, and have no record of their own. */
  rows_elsewhere: z.number(),
  /** The difference: loaded, and in no published table. */
  rows_left_out: z.number(),
};
/** One file of a load: rows_read = loaded + rejected + quarantined. */
export const fileLoadSchema = z.object({
  source: z.string(),
  feed: z.string(),
  file: z.string(),
  /** What the source says that it sent; null where it does not say. */
  rows_sent: z.number().nullable(),
  rows_read: z.number(),
  rows_quarantined: z.number(),
  rows_repaired: z.number(),
  ...counts,
});
/** The rows of one file that name one school, or none, or one that nobody knows: then `school` is null. */
export const schoolLoadSchema = z.object({
  source: z.string(),
  feed: z.string(),
  file: z.string(),
  /** As the source wrote it; null where the rows name none. */
  organization_id: z.string().nullable(),
  school: z.string().nullable(),
  operator: z.string().nullable(),
  ...counts,
});
/** All rows of a load that name one school. */
export const schoolTotalsSchema = z.object({
  organization_id: z.string(),
  school: z.string(),
  operator: z.string().nullable(),
  ...counts,
});
/** Source, load and publication of one generation against each other, by file and by school. */
export const reconciliationSchema = z
  .object({
    generation: z.string(),
    as_of: z.string(),
    published_at: z.string(),
    /** The loads that are kept, newest first. */
    loads: z.array(z.object({ generation: z.string(), as_of: z.string(), published_at: z.string() })),
    /** Whether rows were counted by school in this generation; older ones were not, and then all lists are empty. */
    is_counted: z.boolean(),
    /** For readers of the whole district. */
    files: z.array(fileLoadSchema),
    /** The school with the largest difference first. */
    schools: z.array(schoolTotalsSchema),
    /** The school whose files are in `lines`, if one was asked for or the reader has only one. */
    school: z.string().nullable(),
    lines: z.array(schoolLoadSchema),
    /** Rows that name a school which is in no list of schools, and rejected rows that name none. */
    of_no_school: z.array(schoolLoadSchema),
  })
  .openapi("Reconciliation");
export type Reconciliation = z.infer<typeof reconciliationSchema>;
export type SchoolLoad = z.infer<typeof schoolLoadSchema>;
