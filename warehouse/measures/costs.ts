import { amount, sum } from "../semantic/model/define.ts";
import { byProgram as published } from "./published.ts";

const source = { authority: "Rollbook", citation: null, version: "1" };
const money = { unit: "usd", source, published } as const;

export const costs = {
  approved_usd: amount(sum("board_action", "amount_usd", { is_approval: true }), {
    ...money,
    label: "Approved by the board",
    definition:
      "Approvals, amendments and ratifications less rescissions; what was only asked for is never added.",
  }),
  requested_usd: amount(sum("board_action", "amount_usd", { is_request: true }), {
    ...money,
    label: "Asked for",
    definition: "Amounts requested of the board; shown beside approvals and never added to them.",
  }),
  committed_usd: amount(sum("commitment", "open_usd"), {
    ...money,
    label: "Committed, not yet paid",
    definition: "Contracts, orders and changes less what has been liquidated.",
    better: "lower",
  }),
  expended_usd: amount(sum("expenditure", "amount_usd"), {
    ...money,
    label: "Spent",
    definition: "Expenditures posted so far.",
  }),
  forecast_usd: amount(sum("forecast", "etc_likely_usd", { is_latest: true }), {
    ...money,
    label: "Still to spend",
    definition: "The latest likely estimate to complete.",
  }),
  recurring_usd: amount(sum("recurring_cost", "likely_usd"), {
    ...money,
    label: "Cost of keeping it running",
    definition: "Likely recurring cost, without escalation unless a cited rate was entered.",
    better: "lower",
  }),
  funded_recurring_usd: amount(sum("recurring_cost", "funded_usd"), {
    ...money,
    label: "Recurring cost with a source",
    definition: "Recurring cost covered by a source that may pay for operating.",
  }),
  unfunded_recurring_usd: amount(sum("recurring_cost", "unfunded_usd"), {
    ...money,
    label: "Recurring cost without a source",
    definition: "Likely recurring cost less what a source that may pay for operating covers.",
    better: "lower",
  }),
  ledger_usd: amount(sum("ledger_line", "amount_usd"), {
    ...money,
    label: "General ledger",
    definition: "Amounts posted to the general ledger.",
    published: [["account_object"], ["fiscal_year"]],
  }),
};
