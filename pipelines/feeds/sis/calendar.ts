import {
  date,
  defineFeed,
  integer,
  oneOf,
  organization,
  organizationId,
  required,
  text,
} from "../define-feed.ts";

/** School × track × weekday: whether it is a day of instruction. */
export const calendar = defineFeed({
  feed: "calendar",
  table: "stg_calendar_day",
  key: ["organization_id", "track", "calendar_on"],
  columns: {
    organization_id: required(organizationId()),
    track: required(text()),
    calendar_on: required(date()),
    day_type: required(oneOf(["instructional", "holiday", "break", "staff"])),
    school_month: integer({ min: 1, max: 12 }),
    term: text(),
  },
  references: [organization()],
  refusedShare: 0.01,
});
