import { date, decimal, defineFeed, record, required, text } from "../define-feed.ts";

/** Estimates to complete a program, with low and high; each stands beside the earlier ones. */
export const forecasts = defineFeed({
  feed: "forecasts",
  table: "stg_forecast",
  key: ["forecast_id"],
  columns: {
    forecast_id: required(text()),
    program_id: required(text()),
    as_of_on: required(date()),
    etc_low_usd: decimal(18, 2),
    etc_likely_usd: required(decimal(18, 2)),
    etc_high_usd: decimal(18, 2),
    method: required(text()),
    author: required(text()),
  },
  references: [record("program_id", "stg_program")],
  watermark: "as_of_on",
  refusedShare: 0,
});
