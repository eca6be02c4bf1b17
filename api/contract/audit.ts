import { z } from "@hono/zod-openapi";
import { accessActions } from "#warehouse";

/** What special-education records of single students may be needed for. */
export const purposeKeys = [
  "iep_meeting",
  "evaluation",
  "services",
  "placement",
  "family",
  "complaint",
  "correction",
] as const;

const SHORTEST = 10;

/** A purpose of the closed list, or at least ten characters of one's own; `subject` is the task. */
export const purposeRequest = z
  .object({
    purpose: z
      .string()
      .trim()
      .max(300)
      .refine(
        (text) => text.length >= SHORTEST || purposeKeys.some((key) => key === text),
        `wants one of ${purposeKeys.join(", ")}, or ${SHORTEST} characters at least`,
      ),
    subject: z.string().trim().min(1).max(200),
  })
  .strict();

const openPurpose = z.object({
  purpose: z.string(),
  subject: z.string(),
  opened_at: z.string(),
  ends_at: z.string(),
});

/** The closed list, and the task that this session has open. */
export const purposesResponse = z
  .object({
    purposes: z.array(z.object({ key: z.enum(purposeKeys), label: z.string() })),
    open: openPurpose.nullable(),
  })
  .openapi("Purposes");

/** One entry of the access log; students by their state's ids. */
export const accessSchema = z
  .object({
    sequence: z.number(),
    at: z.string(),
    account: z.string().nullable(),
    viewed_as: z.string().nullable(),
    action: z.enum(accessActions),
    subject: z.string(),
    purpose: z.string().nullable(),
    generation: z.string().nullable(),
    students: z.array(z.string()),
    fields: z.array(z.string()),
    entry_hash: z.string(),
  })
  .openapi("Access");

/** Newest first; `more` where older ones are left, to be asked for with `before`. */
export const auditResponse = z.object({ entries: z.array(accessSchema), more: z.boolean() });

export type Access = z.infer<typeof accessSchema>;
export type Purposes = z.infer<typeof purposesResponse>;
