import {
  date,
  defineFeed,
  integer,
  oneOf,
  organization,
  organizationId,
  required,
  student,
  text,
} from "../define-feed.ts";

const reasons = ["excused", "unexcused", "suspension", "incomplete_independent_study"];

/** Absences only: a student without a row was there. Parts of a day are whole numbers. */
export const attendanceEvents = defineFeed({
  feed: "attendance_events",
  table: "stg_attendance_event",
  key: ["student_id", "organization_id", "absent_on"],
  columns: {
    student_id: required(text()),
    organization_id: required(organizationId()),
    absent_on: required(date()),
    parts_absent: required(integer({ min: 1, max: 20 })),
    reason: required(oneOf(reasons)),
  },
  references: [student(), organization()],
  rules: [
    {
      code: "semantic.absence_on_non_school_day",
      field: "absent_on",
      breaks: `not exists (from stg_calendar_day c where c.organization_id = t.organization_id
        and c.calendar_on = t.absent_on and c.day_type = 'instructional')`,
      reason: "is not a day of instruction at this school",
      mend: "Correct the date, or the school's calendar.",
    },
  ],
  watermark: "absent_on",
  refusedShare: 0.02,
});
