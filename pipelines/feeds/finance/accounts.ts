import { defineFeed, required, text } from "../define-feed.ts";

/** SACS account strings: the state's chart of accounts for schools. */
export const accounts = defineFeed({
  feed: "accounts",
  table: "stg_account",
  key: ["account_id"],
  columns: {
    account_id: required(text()),
    fund: required(text()),
    resource: required(text()),
    project_year: text(),
    goal: required(text()),
    function: required(text()),
    object: required(text()),
    school: text(),
    name: required(text()),
  },
  refusedShare: 0,
});
