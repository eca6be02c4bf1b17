import { date, decimal, defineFeed, integer, oneOf, record, required, text } from "../define-feed.ts";

const kinds = ["request", "recommend", "approve", "amend", "ratify", "rescind", "detail"];

/** What the board did, when it took effect and when it was recorded; a `detail` is shown, never added. */
export const boardActions = defineFeed({
  feed: "board_actions",
  table: "stg_board_action",
  key: ["board_action_id"],
  columns: {
    board_action_id: required(text()),
    program_id: required(text()),
    effective_on: required(date()),
    date_precision: required(oneOf(["day", "month", "year"])),
    recorded_on: required(date()),
    report_no: text(),
    bond_resolution_no: text(),
    kind: required(oneOf(kinds)),
    amount_usd: required(decimal(18, 2)),
    fund_source_id: text(),
    items_in_vote: integer({ min: 0 }),
    citation: text(),
    note: text(),
  },
  references: [record("program_id", "stg_program"), record("fund_source_id", "stg_fund_source")],
  watermark: "recorded_on",
  refusedShare: 0,
});
