import { lastDayOf } from "../days.ts";
import type { Row } from "../sources/row.ts";
import type { World } from "../world.ts";
import { datesOf } from "./enrollment.ts";

export function disciplineRows(world: World): Row[] {
  return world.records.feed("discipline_actions").flatMap((action): Row[] => {
    const on = action.of("occurred_on");
    if (on > world.asOf) return [];
    const person = world.identity.personOf(action.source, action.of("student_id"));
    const kind = action.of("kind");
    return [
      {
        person,
        student: world.people.at(person, on),
        place: world.places.at(action.of("organization_id"), on),
        own: { ...datesOf(on), discipline_kind: kind },
        has: {
          isSuspension: ["in_school_suspension", "out_of_school_suspension"].includes(kind),
          isExpulsion: kind === "expulsion",
          days: Number(action.of("days")),
        },
      },
    ];
  });
}

/** The state's tests are taken in spring: the student as of 1 May. */
export function testRows(world: World): Row[] {
  return world.records.feed("assessments").map((test): Row => {
    const year = test.of("school_year");
    const on = `${Number(year.slice(0, 4)) + 1}-05-01`;
    const person = world.identity.personWith(test.of("state_student_id"));
    const isTested = test.of("is_tested") === "Y";
    return {
      person,
      student: world.people.at(person, on),
      place: world.places.at(test.of("organization_id"), on),
      own: { school_year: year, assessment_subject: test.of("subject") },
      has: {
        isTested,
        isBasic: isTested && Number(test.of("level")) >= 2,
        isProficient: isTested && Number(test.of("level")) >= 3,
      },
    };
  });
}

/** What became of a four-year cohort by the last day of its last year. */
export function cohortRows(world: World): Row[] {
  return world.records.feed("cohort_outcomes").map((member): Row => {
    const year = member.of("cohort_year");
    const known = world.district.schoolYears.find(({ schoolYear }) => schoolYear === year);
    const on = known?.endsOn ?? lastDayOf(year);
    const person = world.identity.personWith(member.of("state_student_id"));
    const outcome = member.of("outcome");
    const isIn = member.of("is_removed") === "N";
    return {
      person,
      student: world.people.at(person, on),
      place: world.places.at(member.of("organization_id"), on),
      own: { school_year: year, cohort_outcome: outcome },
      has: {
        isIn,
        isGraduate: isIn && outcome === "regular_diploma",
        isCompleter: isIn && ["regular_diploma", "certificate", "aged_out"].includes(outcome),
        isDropout: isIn && outcome === "dropped_out",
      },
    };
  });
}

export function staffRows(world: World): Row[] {
  const { asOf } = world;
  return world.records.feed("staff_assignments").flatMap((assignment): Row[] => {
    if (assignment.of("started_on") > asOf) return [];
    const until = assignment.of("ended_on") || asOf;
    const isTeacher = assignment.of("role") === "special_education_teacher" && until >= asOf;
    return [
      {
        person: null,
        student: null,
        place: world.places.at(assignment.of("organization_id"), until < asOf ? until : asOf),
        own: { staff_role: assignment.of("role") },
        has: { isTeacher, isCredentialed: isTeacher && assignment.of("is_credentialed") === "Y" },
      },
    ];
  });
}
