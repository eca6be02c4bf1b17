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

const roles = ["principal", "assistant_principal", "teacher", "special_education_teacher", "nurse", "clerk"];

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
