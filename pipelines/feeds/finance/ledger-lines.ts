import { date, decimal, defineFeed, record, required, text } from "../define-feed.ts";

export const ledgerLines = defineFeed({
  feed: "ledger_lines",
  table: "stg_ledger_line",
  key: ["ledger_line_id"],
  columns: {
    ledger_line_id: required(text()),
    account_id: required(text()),
    posted_on: required(date()),
    amount_usd: required(decimal(18, 2)),
    description: text(),
  },
  references: [record("account_id", "stg_account")],
  watermark: "posted_on",
  refusedShare: 0.01,
});
