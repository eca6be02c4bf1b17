import {
  date,
  decimal,
  defineFeed,
  oneOf,
  organization,
  organizationId,
  required,
  student,
  text,
} from "../define-feed.ts";

const kinds = ["in_school_suspension", "out_of_school_suspension", "expulsion", "unilateral_removal"];

export const disciplineActions = defineFeed({
  feed: "discipline_actions",
  table: "stg_discipline_action",
  key: ["action_id"],
  columns: {
    action_id: required(text()),
    student_id: required(text()),
    organization_id: required(organizationId()),
    occurred_on: required(date()),
    kind: required(oneOf(kinds)),
    days: required(decimal(6, 1)),
  },
  references: [student(), organization()],
  watermark: "occurred_on",
  refusedShare: 0.02,
});
