import { z } from "@hono/zod-openapi";
import { roles } from "#warehouse";

const id = z.string().max(100);
const person = z.object({ account: z.string(), name: z.string() });
/**
 * When a report is mailed: at the district's hour on every day, every day with school at a school of the recipient's, a weekday, or the day
 * after a term has ended at most of them; or after each load that publishes.
 */
export const scheduleEvery = z.enum(["day", "school_day", "week", "term", "generation"]);
/** Monday is 1. */
const weekday = z.int().min(1).max(7);
/** To whoever schedules it, or to everybody who has a role, each under her own rights. */
export const scheduleTo = z
  .discriminatedUnion("with", [
    z.object({ with: z.literal("me") }).strict(),
    z.object({ with: z.literal("role"), role: z.enum(roles) }).strict(),
  ])
  .openapi("ScheduleTo");

/**
 * What became of one mail. `refused` is no failure: her grants do not reach the report, or she has no address; `message` says
 * which. `unchanged` was not sent, since the figures were those of the mail before.
 */
export const deliverySchema = z
  .object({
    to: person,
    /** The business date, or the generation, that it was due for. */
    period: z.string(),
    state: z.enum(["sending", "sent", "unchanged", "refused", "failed"]),
    attempt: z.number(),
    generation: z.string().nullable(),
    message: z.string().nullable(),
    at: z.string(),
  })
  .openapi("Delivery");

export const scheduleSchema = z
  .object({
    schedule: id,
    report: id,
    /** Null where the reader may no longer open it. */
    title: z.string().nullable(),
    owner: person,
    every: scheduleEvery,
    weekday: weekday.nullable(),
    only_if_changed: z.boolean(),
    to: scheduleTo,
    /** Whether whoever asks gets it. */
    is_subscribed: z.boolean(),
    may_end: z.boolean(),
    /** The last mail to whoever asks. */
    last: deliverySchema.nullable(),
  })
  .openapi("Schedule");

/** What is mailed to whoever asks, and what she has scheduled; `has_mail` says whether mail leaves here at all. */
export const schedulesResponse = z.object({
  schedules: z.array(scheduleSchema),
  has_mail: z.boolean(),
  /** Where her mail goes; null where no address is known. */
  address: z.string().nullable(),
  /** Whether she may send a report to everybody with a role. */
  may_send_to_roles: z.boolean(),
});
export const scheduleRequest = z
  .object({
    report: id,
    every: scheduleEvery,
    weekday: weekday.optional(),
    only_if_changed: z.boolean().optional(),
    to: scheduleTo.optional(),
  })
  .strict()
  .refine(({ every, weekday: day }) => (every === "week") === (day !== undefined), {
    path: ["weekday"],
    message: "is needed for a weekly mail, and for no other",
  });
export const subscriptionRequest = z.object({ is_subscribed: z.boolean() }).strict();
/** Newest first; the 2,000 latest. */
export const deliveriesResponse = z.object({ deliveries: z.array(deliverySchema) });

export type Schedule = z.infer<typeof scheduleSchema>;
export type SchedulesResponse = z.infer<typeof schedulesResponse>;
export type ScheduleRequest = z.infer<typeof scheduleRequest>;
export type Delivery = z.infer<typeof deliverySchema>;
