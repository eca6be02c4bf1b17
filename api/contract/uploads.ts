import { z } from "@hono/zod-openapi";

const rows = z.number().int();

/** Where an upload is on its way: nothing is loaded before it is submitted. */
export const uploadState = z.enum([
  "checking",
  "checked",
  "refused",
  "loading",
  "published",
  "failed",
  "withdrawn",
]);

/** What becomes of the rows about one school; `key` is null for rows that say none of the operator's, or none at all. */
const schoolRows = z.object({
  key: z.string().nullable(),
  label: z.string().nullable(),
  read: rows,
  loaded: rows,
  rejected: rows,
  quarantined: rows,
});

/** One kind of error. Lines are those of the file, 1 is the header; what stands in a cell is not told. */
const errorKind = z.object({
  code: z.string(),
  member: z.string().nullable(),
  field: z.string().nullable(),
  reason: z.string(),
  mend: z.string(),
  rows,
  students: rows,
  lines: z.array(rows),
  schools: z.array(z.string()),
  owner: z.enum(["operator", "district", "either"]),
});

/** What a load of the file would do; read = loaded + rejected + quarantined, in all and for each school. */
export const uploadReport = z.object({
  accepted: z.boolean(),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  sha256: z.string(),
  bytes: z.number(),
  rows: z.object({ read: rows, loaded: rows, rejected: rows, quarantined: rows, repaired: rows }),
  schools: z.array(schoolRows),
  kinds: z.array(errorKind),
  knock_on: z.array(z.object({ file: z.string(), rejected_now: rows, rejected_then: rows })),
  replaces: z.object({ file: z.string(), landed_at: z.string(), rows }).nullable(),
});

/** What a submitted file became: the run that loaded it, and its rows there. */
export const uploadOutcome = z.object({
  run: z.string(),
  generation: z.string().nullable(),
  read: rows,
  loaded: rows,
  rejected: rows,
  quarantined: rows,
});

/** A file that somebody uploaded for an operator. */
export const uploadSchema = z
  .object({
    upload_id: z.string(),
    operator: z.string(),
    source: z.string(),
    feed: z.string(),
    file_name: z.string(),
    bytes: z.number(),
    state: uploadState,
    /** Why it was refused or not loaded; a sentence with what to do. */
    message: z.string().nullable(),
    made_by: z.string(),
    made_at: z.string(),
    submitted_at: z.string().nullable(),
    ended_at: z.string().nullable(),
    report: uploadReport.nullable(),
    outcome: uploadOutcome.nullable(),
  })
  .openapi("Upload");

export const uploadResponse = z.object({ upload: uploadSchema });
/** The newest uploads, and what may be uploaded: each kind of record of each source, with the name that its file has. */
export const uploadsResponse = z.object({
  uploads: z.array(uploadSchema),
  feeds: z.array(z.object({ source: z.string(), label: z.string(), feed: z.string(), file: z.string() })),
  largest_bytes: z.number(),
});

const word = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "has a control character");

/** What the body of an upload is: its name, and where the name does not say it, which source and feed. */
export const uploadQuery = z
  .object({ name: word.min(1), source: word.optional(), feed: word.optional() })
  .strict();

export type Upload = z.infer<typeof uploadSchema>;
export type UploadReport = z.infer<typeof uploadReport>;
export type UploadsResponse = z.infer<typeof uploadsResponse>;
export type UploadQuery = z.infer<typeof uploadQuery>;
