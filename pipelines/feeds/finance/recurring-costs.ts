import { date, decimal, defineFeed, oneOf, record, required, schoolYear, text } from "../define-feed.ts";

const categories = ["staff", "licence", "hosting", "support", "training", "refresh"];

/** What a program costs in a fiscal year after it is built; without a fund source nobody pays for it. */
export const recurringCosts = defineFeed({
  feed: "recurring_costs",
  table: "stg_recurring_cost",
  key: ["recurring_cost_id"],
  columns: {
    recurring_cost_id: required(text()),
    program_id: required(text()),
    category: required(oneOf(categories)),
    fiscal_year: required(schoolYear()),
    low_usd: decimal(18, 2),
    likely_usd: required(decimal(18, 2)),
    high_usd: decimal(18, 2),
    fund_source_id: text(),
    funded_usd: decimal(18, 2),
    basis: text(),
    recorded_on: required(date()),
  },
  references: [record("program_id", "stg_program"), record("fund_source_id", "stg_fund_source")],
  refusedShare: 0,
});
