import { z } from "@hono/zod-openapi";
import { schoolCoverage, sliceSchema } from "./slices.ts";

/** One outcome of a decree on one day. `value`, `numerator`, `denominator` are null where `state` says why. */
export const outcomeSchema = z.object({
  outcome: z.string(),
  label: z.string(),
  words: z.string(),
  measure: z.string().nullable(),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  operator: z.enum([">=", ">", "<=", "<", "increase"]).nullable(),
  target: z.number().nullable(),
  version: z.string(),
  citation: z.string().nullable(),
  state: z.enum(["at_target", "below_target", "not_calculable", "no_data", "not_cited", "not_in_force"]),
  determination: z
    .object({ kind: z.enum(["accepted", "disputed", "disengaged"]), on: z.string(), by: z.string() })
    .nullable(),
  coverage: schoolCoverage,
  previous: z.number().nullable(),
  change: z.number().nullable(),
  /** The slice behind the number, by school; null where nothing is computed. */
  slice: sliceSchema.nullable(),
});
/** A decree with its outcomes; `in_force` says whether it is computed on the generation's day. */
export const decreeSchema = z.object({
  decree: z.string(),
  label: z.string(),
  is_fictional: z.boolean(),
  in_force: z.boolean(),
  from: z.string(),
  to: z.string().nullable(),
  note: z.string(),
  outcomes: z.array(outcomeSchema),
});

/** How much likelier a race is to have an IEP than all other students; `ratio` is null where `reason` says why. */
export const riskRatioSchema = z.object({
  group: z.string(),
  label: z.string(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  risk: z.number().nullable(),
  ratio: z.number().nullable(),
  method: z.enum(["risk_ratio", "alternate", "none"]),
  reason: z.enum(["small_group", "small_comparison", "no_risk_in_comparison"]).nullable(),
});

export type Outcome = z.infer<typeof outcomeSchema>;
export type Decree = z.infer<typeof decreeSchema>;
