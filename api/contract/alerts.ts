import { z } from "@hono/zod-openapi";
import { ownName, sliceSchema } from "./slices.ts";

const TITLE = 200;
const MOST_DAYS = 60;
const id = z.string().max(100);
const title = z
  .string()
  .trim()
  .min(1)
  .max(TITLE)
  .regex(/^\P{Cc}*$/u, "has a control character");
const bound = z.number();
/** How far back within the bound a figure must come before the alert closes, so that one that swings about it tells once. */
const margin = z.number().min(0);

/** When an alert opens. Bounds are in the measure's own unit: a rate of 20 % is 0.2. */
export const alertRule = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.enum(["above", "below"]), bound, margin }).strict(),
    z
      .object({
        kind: z.literal("changed"),
        /** Against what was published when it was last looked at, or against the year before. */
        since: z.enum(["generation", "previous_year"]),
        bound: bound.positive(),
        margin,
      })
      .strict()
      .refine((rule) => rule.margin < rule.bound, {
        path: ["margin"],
        message: "is as much as the change itself, so that the alert would never close",
      }),
    z.object({ kind: z.literal("not_reported"), school_days: z.int().min(1).max(MOST_DAYS) }).strict(),
  ])
  .openapi("AlertRule");

/** Open is beyond the bound, and not yet back within its margin. */
const state = z.enum(["open", "closed"]);

export const alertSchema = z
  .object({
    alert: id,
    title,
    /** The report it was made from; null where it was none, or she may no longer open it. */
    report: id.nullable(),
    slice: sliceSchema,
    rule: alertRule,
    state,
    /** Since when it is in this state. */
    since: z.string(),
    /** The last generation that it was looked at in; null where none had a figure. */
    generation: z.string().nullable(),
    /** She is told of nothing up to this day. */
    snoozed_until: z.iso.date().nullable(),
  })
  .openapi("Alert");

/** One's own alerts, open ones first; `has_mail` says whether mail leaves here at all. */
export const alertsResponse = z.object({
  alerts: z.array(alertSchema),
  has_mail: z.boolean(),
  address: z.string().nullable(),
});
/** One figure: a measure, of what. `report` is the one it was taken from. */
export const alertRequest = z
  .object({
    title,
    report: id.optional(),
    measure: ownName,
    where: sliceSchema.shape.where,
    rule: alertRule,
  })
  .strict();
export const snoozeRequest = z.object({ until: z.iso.date().nullable() }).strict();

/**
 * What every look came to. `nothing`: there was no figure to judge by, and the alert stayed as it was; `refused`: her grants do
 * not reach it any more. Newest first; the 500 latest.
 */
export const looksResponse = z.object({
  looks: z.array(
    z.object({
      generation: z.string(),
      found: z.enum(["looking", "open", "closed", "nothing", "refused", "failed"]),
      message: z.string().nullable(),
      at: z.string(),
    }),
  ),
});

export type AlertRule = z.infer<typeof alertRule>;
export type Alert = z.infer<typeof alertSchema>;
export type AlertsResponse = z.infer<typeof alertsResponse>;
export type AlertRequest = z.infer<typeof alertRequest>;
export type AlertLooks = z.infer<typeof looksResponse>;
