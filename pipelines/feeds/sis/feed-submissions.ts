import { date, defineFeed, oneOf, organization, organizationId, required } from "../define-feed.ts";

/** Which school has submitted which feed for which school day, and when. */
export const feedSubmissions = defineFeed({
  feed: "feed_submissions",
  table: "stg_feed_submission",
  key: ["organization_id", "feed", "school_day_on"],
  columns: {
    organization_id: required(organizationId()),
    feed: required(oneOf(["attendance", "enrollment", "services"])),
    school_day_on: required(date()),
    submitted_on: required(date()),
  },
  references: [organization()],
  watermark: "school_day_on",
  refusedShare: 0.02,
});
