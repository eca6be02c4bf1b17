import { z } from "@hono/zod-openapi";

const money = z.number().nullable();
/** A rule about money that fired on a day, with the figures that prove it and what would settle it. */
export const costAlertSchema = z.object({
  alert: z.enum(["A1", "A2", "A3", "A4"]),
  program: z.string(),
  program_name: z.string(),
  is_case_file: z.boolean(),
  fired_on: z.string(),
  date_precision: z.enum(["day", "month", "year"]),
  settled_on: z.string().nullable(),
  evidence: z.string(),
  settle: z.string(),
});
/** A null amount reads "not reported"; it is never shown as 0. `growth` is approved now over first approved. */
export const programSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    is_case_file: z.boolean(),
    purpose: z.string(),
    citation: z.string().nullable(),
    first_approved_usd: money,
    first_approved_on: z.string().nullable(),
    first_approved_precision: z.enum(["day", "month", "year"]).nullable(),
    approved_usd: money,
    growth: money,
    requested_usd: money,
    expended_usd: money,
    committed_usd: money,
    available_usd: money,
    forecast_usd: money,
    recurring_usd_a_year: money,
    unfunded_usd_ten_years: money,
    unfunded_from: z.string().nullable(),
    published_total_usd: money,
    published_total_note: z.string().nullable(),
    not_itemised_usd: money,
    funded_by: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        amount_usd: z.number(),
        is_one_time: z.boolean(),
        is_capital_only: z.boolean(),
        ends_on: z.string().nullable(),
      }),
    ),
    recurring: z.array(
      z.object({
        fiscal_year: z.string(),
        low_usd: money,
        likely_usd: money,
        high_usd: money,
        funded_usd: money,
        unfunded_usd: money,
        basis: z.string().nullable(),
      }),
    ),
    actions: z.array(
      z.object({
        key: z.string(),
        effective_on: z.string(),
        date_precision: z.enum(["day", "month", "year"]),
        recorded_on: z.string(),
        kind: z.string(),
        amount_usd: z.number(),
        fund_source: z.string().nullable(),
        report_no: z.string().nullable(),
        bond_resolution_no: z.string().nullable(),
        items_in_vote: z.number().nullable(),
        citation: z.string().nullable(),
        note: z.string().nullable(),
        running_approved_usd: money,
      }),
    ),
    alerts: z.array(costAlertSchema),
  })
  .openapi("Program");
export const programsResponse = z.object({
  generation: z.string(),
  as_of: z.string(),
  programs: z.array(programSchema),
});
export const costAlertsResponse = z.object({
  generation: z.string(),
  as_of: z.string(),
  alerts: z.array(costAlertSchema),
});

export type Program = z.infer<typeof programSchema>;
export type CostAlert = z.infer<typeof costAlertSchema>;
