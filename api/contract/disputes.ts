import { z } from "@hono/zod-openapi";
import { option } from "./page-frame.ts";
import { sentence } from "./sentence.ts";

/** What a dispute can be about. */
export const disputeTopic = z.enum(["absences", "evaluation", "services", "enrollment", "other"]);
/** How a dispute stands; it is received until somebody at the school answers. */
export const disputeState = z.enum(["received", "being_looked_at", "corrected", "not_changed"]);

/** What a guardian says is wrong. `child` is named only for those at the school; times are ISO-8601 in UTC. */
export const disputeSchema = z
  .object({
    dispute: z.string(),
    about: disputeTopic,
    words: z.string(),
    made_at: z.string(),
    /** Whether whoever asks has said it. */
    is_mine: z.boolean(),
    state: disputeState,
    answers: z.array(
      z.object({ state: disputeState.exclude(["received"]), words: z.string(), answered_at: z.string() }),
    ),
    child: z.object({ name: z.string(), grade: z.string(), school: option }).nullable(),
  })
  .openapi("Dispute");
export const disputesResponse = z.object({ disputes: z.array(disputeSchema) });
/** `child` is the key of one of the reader's own children, as her page gives it. */
export const disputeRequest = z
  .object({
    child: z.string().max(64),
    about: disputeTopic,
    words: sentence.min(1, "says nothing: write what is wrong"),
  })
  .strict();
/** Whoever changes nothing says why. */
export const disputeAnswerRequest = z
  .object({ state: disputeState.exclude(["received"]), words: sentence })
  .strict()
  .refine(({ state, words }) => state !== "not_changed" || words !== "", {
    path: ["words"],
    message: "say why nothing is changed",
  });

export type Dispute = z.infer<typeof disputeSchema>;
export type DisputeRequest = z.infer<typeof disputeRequest>;
export type DisputeAnswer = z.infer<typeof disputeAnswerRequest>;
