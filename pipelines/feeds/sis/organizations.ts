import { boolean, code, date, defineFeed, oneOf, organizationId, required, text } from "../define-feed.ts";

/** Every school and placement the district answers for, charters included; a change opens a new row. */
export const organizations = defineFeed({
  feed: "organizations",
  table: "stg_organization",
  key: ["organization_id", "valid_from"],
  columns: {
    organization_id: required(organizationId()),
    name: required(text()),
    kind: required(oneOf(["school", "non_public", "home_hospital", "pseudo"])),
    level: required(oneOf(["elementary", "middle", "high", "other"])),
    region: text(),
    board_district: text(),
    operator_id: text(),
    operator_name: text(),
    charter_funding: required(oneOf(["not_charter", "directly_funded", "locally_funded"])),
    authorizer: text(),
    must_report: required(boolean()),
    source_system: required(code("[a-z][a-z0-9-]*", "the key of a system, like camino")),
    valid_from: required(date()),
    valid_to: date(),
  },
  refusedShare: 0,
});
