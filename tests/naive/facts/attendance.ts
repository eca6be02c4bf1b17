import { later, monthOf, plusDays } from "../days.ts";
import type { Bag, Row } from "../sources/row.ts";
import type { World } from "../world.ts";
import { datesOf, type Stay } from "./enrollment.ts";

type Absence = { parts: number; reason: string };

/** One row a student, school and school day of her enrolment: nobody is expected twice on a day at one school. */
export function dayRows(stays: Stay[], world: World): Row[] {
  const absences = readAbsences(world);
  const isReported = reportedDays(world);
  return staysByPlace(stays).flatMap((here) => {
    const rows: Row[] = [];
    let covered = "";
    for (const { person, organization, track, firstOn, lastOn } of here) {
      for (const { day, term, nth } of world.places.schoolDays(organization, track)) {
        if (day < firstOn || day > lastOn || day <= covered) continue;
        const absence = absences.get([person, organization, day].join(" "));
        rows.push({
          person,
          student: world.people.at(person, day),
          place: world.places.at(organization, day),
          own: { ...datesOf(day), term, instructional_day: nth },
          has: partsOf(absence, isReported(organization, day) ? world.district.partsPerDay : 0),
        });
      }
      covered = later(covered, lastOn);
    }
    return rows;
  });
}

function partsOf(absence: Absence | undefined, expected: number): Bag {
  const absent = absence?.parts ?? 0;
  const excused = absence?.reason === "excused" ? absent : 0;
  return { isReported: expected > 0, expected, absent, attended: expected - absent, excused };
}

/** Nothing is expected of a day that a school owes: everybody was there only where the school has said so. */
function reportedDays({ records, places, asOf }: World): (organization: string, day: string) => boolean {
  const reported = new Set<string>();
  const submissions = records.feed("feed_submissions").filter((sent) => sent.of("feed") === "attendance");
  for (const sent of submissions)
    if (sent.of("submitted_on") <= asOf)
      reported.add(`${sent.of("organization_id")} ${sent.of("school_day_on")}`);
  for (const event of records.feed("attendance_events"))
    reported.add(`${event.of("organization_id")} ${event.of("absent_on")}`);
  return (organization, day) =>
    submissions.length === 0 ||
    !places.mustReport(organization, day) ||
    reported.has(`${organization} ${day}`);
}

/** Where two records of one person tell of one day, the longer absence counts. */
function readAbsences(world: World): Map<string, Absence> {
  const absences = new Map<string, Absence>();
  for (const event of world.records.feed("attendance_events")) {
    const person = world.identity.personOf(event.source, event.of("student_id"));
    const key = [person, event.of("organization_id"), event.of("absent_on")].join(" ");
    const parts = Math.min(Number(event.of("parts_absent")), world.district.partsPerDay);
    const known = absences.get(key);
    const reason = event.of("reason");
    if (!known || parts > known.parts || (parts === known.parts && reason < known.reason))
      absences.set(key, { parts, reason });
  }
  return absences;
}

function staysByPlace(stays: Stay[]): Stay[][] {
  const places = new Map<string, Stay[]>();
  for (const stay of stays) {
    if (stay.isNoShow) continue;
    const key = `${stay.person} ${stay.organization}`;
    const here = places.get(key) ?? [];
    here.push(stay);
    places.set(key, here);
  }
  const order = ({ firstOn, lastOn, track }: Stay) => `${firstOn} ${lastOn} ${track}`;
  return [...places.values()].map((here) => here.sort((a, b) => (order(a) < order(b) ? -1 : 1)));
}

/** Running totals of a student at a school: at each month's end, and a year ago up to this day, inside a month. */
export type PeriodRows = { monthly: Row[]; latest: Row[]; sameDay: Row[] };

export function periodRows(days: Row[], stays: Stay[], world: World): PeriodRows {
  const monthsOf = new Map<string, Set<string>>();
  const places = new Map<string, Row[]>();
  for (const row of days) {
    const { school_year: year, month } = row.own;
    monthsOf.set(String(year), (monthsOf.get(String(year)) ?? new Set()).add(String(month)));
    const key = [year, row.person, row.place?.dimensions.school].join(" ");
    const here = places.get(key) ?? [];
    here.push(row);
    places.set(key, here);
  }
  const tracks = lastTracks(stays);
  const found: PeriodRows = { monthly: [], latest: [], sameDay: [] };
  const aYearAgo = `${Number(world.asOf.slice(0, 4)) - 1}${world.asOf.slice(4)}`;
  for (const [key, here] of places) {
    here.sort((a, b) => (String(a.own.date) < String(b.own.date) ? -1 : 1));
    const [year = ""] = key.split(" ");
    const yearParts = yearPartsOf(key, tracks.get(key) ?? "", world);
    const months = [...(monthsOf.get(year) ?? [])].sort();
    const first = String(here[0]?.own.month);
    for (const month of months.filter((candidate) => candidate >= first)) {
      const row = totalOf(
        here.filter(({ own }) => String(own.month) <= month),
        { month, yearParts, world },
      );
      found.monthly.push(row);
      if (month === months.at(-1)) found.latest.push(row);
    }
    const until = here.filter(({ own }) => String(own.date) <= aYearAgo);
    const month = monthOf(plusDays(aYearAgo, 1)) === monthOf(aYearAgo) ? null : monthOf(aYearAgo);
    if (until.length > 0) found.sameDay.push(totalOf(until, { month, yearParts, world }));
  }
  return found;
}

function lastTracks(stays: Stay[]): Map<string, string> {
  const tracks = new Map<string, string>();
  for (const stay of staysByPlace(stays).flat())
    tracks.set([stay.schoolYear, stay.person, stay.organization].join(" "), stay.track);
  return tracks;
}

function yearPartsOf(key: string, track: string, world: World): number {
  const [year, , organization = ""] = key.split(" ");
  const days = world.places.schoolDays(organization, track).filter(({ schoolYear }) => schoolYear === year);
  return days.length * world.district.partsPerDay;
}

type Totalling = { month: string | null; yearParts: number; world: World };

function totalOf(rows: Row[], { month, yearParts, world }: Totalling): Row {
  const last = rows.at(-1);
  if (!last) throw new Error("A running total of no day.");
  const sums = { expected: 0, absent: 0, attended: 0, excused: 0 };
  for (const row of rows)
    for (const name of ["expected", "absent", "attended", "excused"] as const)
      sums[name] += Number(row.has[name]);
  const { partsPerDay } = world.district;
  const left = Math.ceil(yearParts / 10) - sums.absent;
  return {
    ...last,
    own: { school_year: last.own.school_year ?? null, month, absence_band: bandOf(sums, partsPerDay) },
    has: {
      ...sums,
      isReportable: last.place?.isReportable ?? null,
      daysLeft: Math.max(0, Math.floor((left - 1) / partsPerDay)),
    },
  };
}

function bandOf(
  { expected, absent }: { expected: number; absent: number },
  partsPerDay: number,
): string | null {
  if (expected < 5 * partsPerDay) return null;
  if (100 * absent < 8 * expected) return "under_8";
  return 100 * absent <= 12 * expected ? "8_to_12" : "over_12";
}
