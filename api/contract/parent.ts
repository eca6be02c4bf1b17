import { z } from "@hono/zod-openapi";
import { disputeSchema } from "./disputes.ts";
import { option, pageFrame } from "./page-frame.ts";

/** A guardian's own child and nobody else: no figure of other children, not even an average. */
export const parentPage = z
  .object({
    ...pageFrame,
    /** The reader's children; a key is hers alone and tells nothing to others. */
    children: z.array(option),
    child: z.object({
      key: z.string(),
      name: z.string(),
      grade: z.string().nullable(),
      /** The school that serves the child today; null where none does. */
      school: option.nullable(),
    }),
    disputes: z.array(disputeSchema),
  })
  .openapi("ParentPage");

export type ParentPage = z.infer<typeof parentPage>;
