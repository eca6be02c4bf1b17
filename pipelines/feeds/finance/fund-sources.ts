import { boolean, date, defineFeed, oneOf, required, text } from "../define-feed.ts";

export const fundSources = defineFeed({
  feed: "fund_sources",
  table: "stg_fund_source",
  key: ["fund_source_id"],
  columns: {
    fund_source_id: required(text()),
    name: required(text()),
    is_one_time: required(boolean()),
    is_capital_only: required(boolean()),
    allowed_uses: required(oneOf(["operating", "capital", "any"])),
    ends_on: date(),
  },
  refusedShare: 0,
});
