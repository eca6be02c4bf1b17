import { date, decimal, defineFeed, oneOf, record, required, text } from "../define-feed.ts";

export const commitments = defineFeed({
  feed: "commitments",
  table: "stg_commitment",
  key: ["commitment_id"],
  columns: {
    commitment_id: required(text()),
    program_id: required(text()),
    vendor: required(text()),
    kind: required(oneOf(["contract", "purchase_order", "change_order"])),
    committed_on: required(date()),
    amount_usd: required(decimal(18, 2)),
    liquidated_usd: required(decimal(18, 2)),
    fund_source_id: required(text()),
  },
  references: [record("program_id", "stg_program"), record("fund_source_id", "stg_fund_source")],
  watermark: "committed_on",
  refusedShare: 0.01,
});
