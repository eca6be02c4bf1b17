import { date, defineFeed, integer, oneOf, record, required, text } from "../define-feed.ts";

/** One row a session; minutes are 0 unless it was delivered. */
export const servicesDelivered = defineFeed({
  feed: "services_delivered",
  table: "stg_service_delivered",
  key: ["session_id"],
  columns: {
    session_id: required(text()),
    service_id: required(text()),
    delivered_on: required(date()),
    minutes: required(integer({ min: 0, max: 1440 })),
    outcome: required(oneOf(["delivered", "student_absent", "provider_absent"])),
  },
  references: [record("service_id", "stg_service_prescribed")],
  watermark: "delivered_on",
  refusedShare: 0.02,
});
