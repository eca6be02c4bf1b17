import {
  boolean,
  date,
  decimal,
  defineFeed,
  oneOf,
  organization,
  organizationId,
  required,
  text,
} from "../define-feed.ts";

/** The first four need students' records for their work: whoever is linked to such an assignment is given them. */
const roles = [
  "principal",
  "assistant_principal",
  "attendance_clerk",
  "special_education_director",
  "teacher",
  "special_education_teacher",
  "nurse",
  "clerk",
];

export const staffAssignments = defineFeed({
  feed: "staff_assignments",
  table: "stg_staff_assignment",
  key: ["staff_id", "organization_id", "role", "started_on"],
  columns: {
    staff_id: required(text()),
    organization_id: required(organizationId()),
    name: required(text()),
    role: required(oneOf(roles)),
    is_credentialed: required(boolean()),
    fte: required(decimal(4, 2)),
    started_on: required(date()),
    ended_on: date(),
  },
  references: [organization()],
  refusedShare: 0.02,
});
