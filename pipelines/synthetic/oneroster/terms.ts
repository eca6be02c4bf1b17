import type { YearCalendar } from "../calendar.ts";
import { type Day, iso } from "../days.ts";
import type { World } from "../world.ts";
import { type Tables, writeRecord } from "./package.ts";

/** A semester of the last school year that has begun by the world's date. */
export type Term = { key: "S1" | "S2"; id: string; startsOn: Day; endsOn: Day; progressOn: Day };

/** Progress marks are due after the 43rd day of instruction of a semester. */
const daysToProgress = 43;

export function termsOf(world: World, calendar: YearCalendar): Term[] {
  const { instructional, lastDay, lastDayOfS1, schoolYear } = calendar;
  const daysOfS1 = instructional.filter((on) => on <= lastDayOfS1).length;
  const term = (key: Term["key"], first: number, endsOn: Day): Term => ({
    key,
    id: `term-${schoolYear}-${key}`,
    startsOn: instructional[first] ?? lastDay,
    endsOn,
    progressOn: instructional[first + daysToProgress] ?? lastDay,
  });
  return [term("S1", 0, lastDayOfS1), term("S2", daysOfS1, lastDay)].filter(
    ({ startsOn }) => startsOn <= world.asOf,
  );
}

/** What a class is marked for in a term: progress in its middle and a final mark at its end. */
export const marksOf = (term: Term) => [
  { prefix: "lp-", title: "Progress", assignedOn: term.startsOn, dueOn: term.progressOn },
  { prefix: "lf-", title: "Final", assignedOn: term.progressOn + 1, dueOn: term.endsOn },
];

export function writeSessions(world: World, tables: Tables, calendar: YearCalendar): void {
  const { schoolYear, endYear, firstDay, lastDay } = calendar;
  const id = yearId(calendar);
  const ofYear = [schoolYear, "schoolYear", iso(firstDay), iso(lastDay), "", endYear];
  writeRecord(tables.academicSessions, id, ...ofYear);
  for (const { id: termId, key, startsOn, endsOn } of termsOf(world, calendar)) {
    const ofTerm = [`${schoolYear} ${key}`, "semester", iso(startsOn), iso(endsOn), id, endYear];
    writeRecord(tables.academicSessions, termId, ...ofTerm);
  }
}

export const yearId = (calendar: YearCalendar): string => `year-${calendar.schoolYear}`;
