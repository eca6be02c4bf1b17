import { boolean, date, decimal, defineFeed, required, text } from "../define-feed.ts";

export const programs = defineFeed({
  feed: "programs",
  table: "stg_program",
  key: ["program_id"],
  columns: {
    program_id: required(text()),
    name: required(text()),
    is_case_file: required(boolean()),
    purpose: required(text()),
    started_on: required(date()),
    published_total_usd: decimal(18, 2),
    published_total_note: text(),
    citation: text(),
  },
  refusedShare: 0,
});
