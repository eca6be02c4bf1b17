import { ageOn, daysBetween, earlier, later, plusDays } from "../days.ts";
import type { Entry } from "../sources/read-csv.ts";
import type { Row } from "../sources/row.ts";
import type { World } from "../world.ts";
import { datesOf, type Stay } from "./enrollment.ts";

/** Plans that are active today, or were on the last day of a past year, of students enrolled on that day. */
export function planRows(stays: Stay[], world: World): Row[] {
  const years = begunYears(world);
  return years.flatMap(({ schoolYear, startsOn }) => {
    const isCurrent = years.every((year) => year.startsOn <= startsOn);
    const on = earlier(world.asOf, lastSchoolDay(schoolYear, world));
    return world.records.feed("students").flatMap((plan) => {
      const startedOn = plan.of("iep_started_on");
      if (startedOn === "" || startedOn > on || (plan.of("iep_ended_on") || on) < on) return [];
      const person = world.identity.personOf(plan.source, plan.of("sped_student_id"));
      const enrolledAt = enrolledOn({ on, person, named: plan.of("organization_id") }, stays);
      if (!isCurrent && enrolledAt === null) return [];
      return [planRow(plan, { schoolYear, on, isCurrent, person, enrolledAt }, world)];
    });
  });
}

const begunYears = ({ district, asOf }: World) =>
  district.schoolYears.filter(({ startsOn }) => startsOn <= asOf);

function lastSchoolDay(schoolYear: string, { places, district }: World): string {
  const days = places.ids
    .flatMap((id) => places.schoolDays(id))
    .filter((day) => day.schoolYear === schoolYear);
  const endsOn = district.schoolYears.find((year) => year.schoolYear === schoolYear)?.endsOn ?? "";
  return earlier(
    endsOn,
    days.reduce((last, { day }) => later(last, day), ""),
  );
}

/** Of several open enrolments, that at the school the plan names; then the primary; then the latest. */
function enrolledOn(
  { on, person, named }: { on: string; person: string | null; named: string },
  stays: Stay[],
): string | null {
  const open = stays.filter(
    (stay) => stay.person === person && !stay.isNoShow && stay.firstOn <= on && on <= stay.lastOn,
  );
  const rank = (stay: Stay) =>
    [Number(stay.organization === named), Number(stay.isPrimary), stay.firstOn].join(" ");
  const [best] = open.sort((a, b) => (rank(a) > rank(b) ? -1 : 1));
  return best?.organization ?? null;
}

type Planned = {
  schoolYear: string;
  on: string;
  isCurrent: boolean;
  person: string | null;
  enrolledAt: string | null;
};

function planRow(plan: Entry, { schoolYear, on, isCurrent, person, enrolledAt }: Planned, world: World): Row {
  const meeting = lastMeeting(plan.of("sped_student_id"), on, world);
  const named = plan.of("organization_id");
  const school = isCurrent ? named : (enrolledAt ?? named);
  const share = plan.of("outside_general_class_share");
  const requestedOn = meeting?.of("translation_requested_on") ?? "";
  const translatedOn = meeting?.of("translated_on") ?? "";
  const isOlder = ageOn(plan.of("birth_on"), on) >= 16;
  return {
    person,
    student: world.people.at(person, on),
    place: world.places.at(school, on),
    own: {
      school_year: schoolYear,
      eligibility: plan.of("eligibility"),
      placement: share,
      review_due_on: meeting?.of("next_due_on") ?? null,
    },
    has: {
      isMatched: isCurrent ? enrolledAt === named : null,
      hasEnrollment: enrolledAt !== null,
      isElsewhere: isCurrent && enrolledAt !== null && enrolledAt !== named,
      isReviewOverdue: meeting !== undefined && meeting.of("next_due_on") < on,
      isInGeneralClass: ["0_20", "21_60"].includes(share),
      isPlacedInSchool: share !== "separate",
      isHome: school === plan.of("residence_organization_id"),
      needsTransition: isOlder,
      hasTransition: isOlder && meeting?.of("has_transition_plan") === "Y",
      hasMeeting: meeting !== undefined,
      parentCame: meeting?.of("is_parent_present") === "Y",
      translationIsDue:
        requestedOn !== "" &&
        ((translatedOn !== "" && translatedOn <= on) || daysBetween(requestedOn, on) > 30),
      translatedInTime:
        requestedOn !== "" &&
        translatedOn !== "" &&
        translatedOn <= on &&
        daysBetween(requestedOn, translatedOn) <= 30,
    },
  };
}

function lastMeeting(student: string, on: string, world: World): Entry | undefined {
  const held = world.records
    .feed("iep_meetings")
    .filter((meeting) => meeting.of("sped_student_id") === student && meeting.of("held_on") <= on);
  const order = (meeting: Entry) => `${meeting.of("held_on")} ${meeting.of("iep_meeting_id")}`;
  return held.sort((a, b) => (order(a) < order(b) ? -1 : 1)).at(-1);
}

export function evaluationRows(world: World): Row[] {
  const { asOf } = world;
  return world.records.feed("evaluations").flatMap((evaluation): Row[] => {
    if ((evaluation.of("referred_on") || evaluation.of("consent_on")) > asOf) return [];
    const dueOn = evaluation.of("due_on");
    const consentOn = evaluation.of("consent_on");
    const heldOn = evaluation.of("held_on") <= asOf ? evaluation.of("held_on") : "";
    const isOpen = heldOn === "";
    const isSoon = isOpen && asOf <= dueOn && dueOn <= plusDays(asOf, 20);
    const openStatus = dueOn < asOf ? "overdue" : isSoon ? "due_soon" : "open";
    const person = world.identity.personOf(evaluation.source, evaluation.of("sped_student_id"));
    const seenOn = earlier(dueOn, asOf);
    return [
      {
        person,
        student: world.people.at(person, seenOn),
        place: world.places.at(evaluation.of("organization_id"), seenOn),
        own: {
          ...datesOf(dueOn),
          evaluation_kind: evaluation.of("kind"),
          evaluation_consent_on: consentOn,
          evaluation_due_on: dueOn,
          evaluation_held_on: heldOn || null,
          evaluation_status: isOpen ? openStatus : heldOn <= dueOn ? "on_time" : "late",
        },
        has: {
          isInitial: evaluation.of("kind") === "initial",
          daysToHold: isOpen || consentOn === "" ? null : daysBetween(consentOn, heldOn),
          isDue: !isOpen || dueOn <= asOf,
          isOnTime: !isOpen && heldOn <= dueOn,
          isOverdue: isOpen && dueOn < asOf,
          isSoon,
          isOpen,
        },
      },
    ];
  });
}

/** A prescribed service in each school year it touches, with the minutes of the school days so far. */
export function serviceRows(world: World): Row[] {
  const students = new Map(world.records.feed("students").map((row) => [row.of("sped_student_id"), row]));
  const sessions = new Map<string, Entry[]>();
  for (const session of world.records.feed("services_delivered")) {
    const known = sessions.get(session.of("service_id")) ?? [];
    known.push(session);
    sessions.set(session.of("service_id"), known);
  }
  return world.records.feed("services_prescribed").flatMap((service) =>
    begunYears(world).flatMap((year): Row[] => {
      const from = later(service.of("started_on"), year.startsOn);
      const to = earlier(service.of("ended_on") || year.endsOn, year.endsOn, world.asOf);
      if (from > to) return [];
      const organization = service.of("organization_id");
      const days = world.places
        .schoolDays(organization)
        .filter(({ day, schoolYear }) => schoolYear === year.schoolYear && from <= day && day <= to);
      const held = (sessions.get(service.of("service_id")) ?? []).filter(
        (session) =>
          session.of("outcome") === "delivered" &&
          from <= session.of("delivered_on") &&
          session.of("delivered_on") <= to,
      );
      const prescribed = Math.floor((Number(service.of("minutes_per_week")) * days.length) / 5);
      const delivered = held.reduce((sum, session) => sum + Number(session.of("minutes")), 0);
      const person = world.identity.personOf(service.source, service.of("sped_student_id"));
      return [
        {
          person,
          student: world.people.at(person, to),
          place: world.places.at(organization, to),
          own: {
            school_year: year.schoolYear,
            service: service.of("service"),
            eligibility: students.get(service.of("sped_student_id"))?.of("eligibility") ?? null,
            service_behind: 100 * delivered < 80 * prescribed,
          },
          has: {
            prescribed,
            delivered,
            isProvided: held.length > 0,
            isFrequent: 100 * delivered >= 85 * prescribed,
            isBehind: 100 * delivered < 80 * prescribed,
          },
        },
      ];
    }),
  );
}
