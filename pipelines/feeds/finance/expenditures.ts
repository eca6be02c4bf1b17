import { date, decimal, defineFeed, record, required, text } from "../define-feed.ts";

export const expenditures = defineFeed({
  feed: "expenditures",
  table: "stg_expenditure",
  key: ["expenditure_id"],
  columns: {
    expenditure_id: required(text()),
    program_id: required(text()),
    account_id: required(text()),
    posted_on: required(date()),
    amount_usd: required(decimal(18, 2)),
    fund_source_id: required(text()),
  },
  references: [
    record("program_id", "stg_program"),
    record("account_id", "stg_account"),
    record("fund_source_id", "stg_fund_source"),
  ],
  watermark: "posted_on",
  refusedShare: 0.01,
});
