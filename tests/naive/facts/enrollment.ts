import {
  daysBetween,
  earlier,
  firstDayOf,
  lastDayOf,
  later,
  mondayOf,
  monthOf,
  plusDays,
  schoolYearOf,
  yearsLater,
} from "../days.ts";
import type { Entry } from "../sources/read-csv.ts";
import type { Row } from "../sources/row.ts";
import type { World } from "../world.ts";

/** The part of an enrolment that lies in one school year, up to the day that counts as today. */
export type Stay = {
  person: string;
  source: string;
  organization: string;
  track: string;
  schoolYear: string;
  firstOn: string;
  lastOn: string;
  /** The last school day of the year, or today: who is enrolled then is enrolled. */
  referenceOn: string;
  exitedOn: string;
  exitCode: string;
  enteredOn: string;
  isPrimary: boolean;
  isNoShow: boolean;
};

export function staysOf(world: World): Stay[] {
  const absences = new Map<string, number>();
  for (const event of world.records.feed("attendance_events")) {
    const key = [event.source, ...["student_id", "organization_id", "absent_on"].map(event.of)].join(" ");
    absences.set(key, (absences.get(key) ?? 0) + Number(event.of("parts_absent")));
  }
  return world.records.feed("enrollment_spells").flatMap((spell) => {
    const person = world.identity.personOf(spell.source, spell.of("student_id"));
    if (person === null || spell.of("entered_on") > world.asOf) return [];
    return yearsOf(spell, world.asOf).map((schoolYear) =>
      stayIn(schoolYear, { spell, person, absences, world }),
    );
  });
}

function yearsOf(spell: Entry, asOf: string): string[] {
  const years: string[] = [];
  const last = schoolYearOf(earlier(spell.of("exited_on") || asOf, asOf));
  for (let year = schoolYearOf(spell.of("entered_on")); year <= last; year = yearsLater(year, 1))
    years.push(year);
  return years;
}

type Spelled = { spell: Entry; person: string; absences: Map<string, number>; world: World };

function stayIn(schoolYear: string, { spell, person, absences, world }: Spelled): Stay {
  const [organization, track] = [spell.of("organization_id"), spell.of("track")];
  const enteredOn = spell.of("entered_on");
  // An exit after today is not known yet.
  const hasLeft = spell.of("exited_on") <= world.asOf;
  const exitedOn = hasLeft ? spell.of("exited_on") : "";
  const days = world.places.schoolDays(organization, track);
  const lastSchoolDay = days.filter((day) => day.schoolYear === schoolYear).at(-1)?.day;
  const configured = world.district.schoolYears.find((year) => year.schoolYear === schoolYear);
  const absent = absences.get([spell.source, spell.of("student_id"), organization, enteredOn].join(" ")) ?? 0;
  const cameOnThatDay = days.some(({ day }) => day === enteredOn) && absent < world.district.partsPerDay;
  return {
    person,
    source: spell.source,
    organization,
    track,
    schoolYear,
    firstOn: later(enteredOn, firstDayOf(schoolYear)),
    lastOn: earlier(exitedOn || world.asOf, lastDayOf(schoolYear)),
    referenceOn: earlier(world.asOf, lastSchoolDay ?? configured?.endsOn ?? lastDayOf(schoolYear)),
    exitedOn,
    exitCode: hasLeft ? spell.of("exit_code") : "",
    enteredOn,
    isPrimary: spell.of("is_primary") === "Y",
    isNoShow: (hasLeft && spell.of("exit_code") === "no_show") || (exitedOn === enteredOn && !cameOnThatDay),
  };
}

export function spellRows(stays: Stay[], world: World): Row[] {
  const stable = new Set<Stay>();
  for (const run of unbrokenStays(stays)) {
    const from = run.map((stay) => stay.firstOn).reduce((a, b) => earlier(a, b));
    const to = run.map((stay) => stay.lastOn).reduce((a, b) => later(a, b));
    const droppedOut = run.some(({ exitCode }) => exitCode === "dropped_out");
    if (daysBetween(from, to) + 1 >= 245 && !droppedOut) for (const stay of run) stable.add(stay);
  }
  return stays.map((stay): Row => {
    const { firstOn, lastOn, isNoShow, exitedOn, referenceOn } = stay;
    const year = world.district.schoolYears.find(({ schoolYear }) => schoolYear === stay.schoolYear);
    const covers = (day: string | undefined) =>
      !isNoShow && day !== undefined && firstOn <= day && day <= lastOn;
    const leftEarly =
      exitedOn !== "" && exitedOn < referenceOn && !["year_end", "graduated"].includes(stay.exitCode);
    return {
      person: stay.person,
      student: world.people.at(stay.person, lastOn),
      place: world.places.at(stay.organization, lastOn),
      own: { ...datesOf(stay.enteredOn), school_year: stay.schoolYear, exit_code: stay.exitCode || null },
      has: {
        isNoShow,
        isEnrolled: covers(referenceOn),
        isOnNormDay: stay.isPrimary && covers(year?.normDayOn),
        isOnCensusDay: stay.isPrimary && covers(year?.censusDayOn),
        isStable: stable.has(stay),
        enteredLate: !isNoShow && year !== undefined && firstOn > year.censusDayOn,
        leftEarly: !isNoShow && leftEarly,
      },
    };
  });
}

/** Stays of one student at one school in one year that follow each other without a day between. */
function unbrokenStays(stays: Stay[]): Stay[][] {
  const places = new Map<string, Stay[]>();
  for (const stay of stays.filter(({ isNoShow }) => !isNoShow)) {
    const key = [stay.person, stay.organization, stay.schoolYear].join(" ");
    places.set(key, [...(places.get(key) ?? []), stay]);
  }
  return [...places.values()].flatMap((here) => {
    const runs: Stay[][] = [];
    let until = "";
    for (const stay of here.sort((a, b) => (a.firstOn < b.firstOn ? -1 : 1))) {
      if (until !== "" && stay.firstOn <= plusDays(until, 1)) runs.at(-1)?.push(stay);
      else runs.push([stay]);
      until = later(until, stay.lastOn);
    }
    return runs;
  });
}

/** The dimensions of a day. */
export function datesOf(day: string): { school_year: string; month: string; week: string; date: string } {
  const known = dates.get(day);
  if (known) return known;
  const found = { school_year: schoolYearOf(day), month: monthOf(day), week: mondayOf(day), date: day };
  dates.set(day, found);
  return found;
}

const dates = new Map<string, { school_year: string; month: string; week: string; date: string }>();
