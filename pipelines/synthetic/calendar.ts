import { type Day, day, isWeekday, mondayFrom, weekday } from "./days.ts";

type DayType = "instructional" | "holiday" | "break" | "staff";
type CalendarDay = { day: Day; type: DayType; schoolMonth: number; term: "S1" | "S2" };

/** One school year of one system; charters keep their own calendar with a few more staff days. */
export type YearCalendar = {
  /** "2025-26" */
  schoolYear: string;
  endYear: number;
  days: CalendarDay[];
  /** The days of instruction, ascending. */
  instructional: Day[];
  /** Position in `instructional` by day minus first day; for other days that of the next one. */
  positions: Int16Array;
  firstDay: Day;
  lastDay: Day;
  lastDayOfS1: Day;
  laborDay: Day;
};

const instructionalDays = 180;

export function schoolYearKey(endYear: number): string {
  return `${endYear - 1}-${String(endYear % 100).padStart(2, "0")}`;
}

/** Mid-August to early June; every calendar begins and ends on the same days. */
export function yearCalendar(endYear: number, extraStaffDays: string[]): YearCalendar {
  const days = calendarDays(endYear);
  for (const entry of days) {
    const isExtra = extraStaffDays.some((monthDay) => entry.day === dayInYear(endYear, monthDay));
    if (isExtra && entry.type === "instructional") entry.type = "staff";
  }
  const instructional = days.filter((entry) => entry.type === "instructional").map((entry) => entry.day);
  const firstDay = instructional[0] ?? 0;
  const lastDay = instructional.at(-1) ?? 0;
  return {
    schoolYear: schoolYearKey(endYear),
    endYear,
    days,
    instructional,
    positions: positionsOf(instructional, firstDay, lastDay),
    firstDay,
    lastDay,
    lastDayOfS1: instructional.findLast((value) => value < winterBreak(endYear)) ?? firstDay,
    laborDay: mondayFrom(day(`${endYear - 1}-09-01`)),
  };
}

/** Where a day stands among the days of instruction: its own position or that of the next one. */
export function positionOf(calendar: YearCalendar, value: Day): number {
  if (value <= calendar.firstDay) return 0;
  if (value > calendar.lastDay) return calendar.instructional.length;
  return calendar.positions[value - calendar.firstDay] ?? 0;
}

export function instructionalDay(calendar: YearCalendar, position: number): Day {
  return calendar.instructional[Math.max(0, position)] ?? calendar.lastDay;
}

function calendarDays(endYear: number): CalendarDay[] {
  const first = mondayFrom(day(`${endYear - 1}-08-07`));
  const closed = closedDays(endYear);
  const days: CalendarDay[] = [];
  let taught = 0;
  let weeksTaught = 0;
  let weekCounted = -1;
  for (let value = first; taught < instructionalDays; value++) {
    if (!isWeekday(value)) continue;
    const type = closed.get(value) ?? "instructional";
    const week = Math.floor((value - first) / 7);
    if (type === "instructional") {
      taught += 1;
      if (week !== weekCounted) weeksTaught += 1;
      weekCounted = week;
    }
    const schoolMonth = Math.min(10, Math.floor(Math.max(0, weeksTaught - 1) / 4) + 1);
    days.push({ day: value, type, schoolMonth, term: value < winterBreak(endYear) ? "S1" : "S2" });
  }
  return days;
}

function closedDays(endYear: number): Map<Day, DayType> {
  const closed = new Map<Day, DayType>();
  const fall = endYear - 1;
  const november = day(`${fall}-11-01`);
  const thanksgivingMonday = november + ((11 - weekday(november)) % 7) + 21 - 3;
  const close = (from: Day, count: number, type: DayType) => {
    for (let i = 0; i < count; i++) closed.set(from + i, type);
  };
  close(thanksgivingMonday, 5, "break");
  close(winterBreak(endYear), 19, "break");
  close(mondayFrom(day(`${endYear}-03-21`)), 5, "break");
  close(mondayFrom(day(`${fall}-09-01`)), 1, "holiday");
  close(day(`${fall}-11-11`), 1, "holiday");
  close(mondayFrom(day(`${endYear}-01-15`)), 1, "holiday");
  close(mondayFrom(day(`${endYear}-02-15`)), 1, "holiday");
  close(day(`${endYear}-03-31`), 1, "holiday");
  close(mondayFrom(day(`${endYear}-05-25`)), 1, "holiday");
  close(mondayFrom(day(`${fall}-10-08`)), 1, "staff");
  return closed;
}

const winterBreak = (endYear: number): Day => mondayFrom(day(`${endYear - 1}-12-18`));

function dayInYear(endYear: number, monthDay: string): Day {
  return day(`${monthDay >= "07-01" ? endYear - 1 : endYear}-${monthDay}`);
}

function positionsOf(instructional: Day[], firstDay: Day, lastDay: Day): Int16Array {
  const positions = new Int16Array(lastDay - firstDay + 1);
  let position = 0;
  for (let value = firstDay; value <= lastDay; value++) {
    positions[value - firstDay] = position;
    if (instructional[position] === value) position += 1;
  }
  return positions;
}
