import {
  date,
  defineFeed,
  integer,
  oneOf,
  organization,
  organizationId,
  record,
  required,
  text,
} from "../define-feed.ts";

const services = [
  "speech",
  "occupational_therapy",
  "counseling",
  "specialized_instruction",
  "physical_therapy",
];

export const servicesPrescribed = defineFeed({
  feed: "services_prescribed",
  table: "stg_service_prescribed",
  key: ["service_id"],
  columns: {
    service_id: required(text()),
    sped_student_id: required(text()),
    organization_id: required(organizationId()),
    service: required(oneOf(services)),
    minutes_per_week: required(integer({ min: 1, max: 3000 })),
    started_on: required(date()),
    ended_on: date(),
  },
  references: [
    { ...record("sped_student_id", "stg_sped_student"), code: "reference.unknown_student", what: "student" },
    organization(),
  ],
  refusedShare: 0.02,
});
