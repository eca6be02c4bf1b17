import type { Manifest, ReportScheduleRow } from "#warehouse";
import type { Calendar } from "./calendar.ts";

const DAY_MS = 86_400_000;

/**
 * The period that a schedule is due for on a business date: the day itself, the day if there is school, the latest of its weekdays, the
 * last day of the term that has ended, or the generation. Nothing where that was before it was made, in the district's time. A week
 * or a term whose mail was missed is caught up until the next one.
 */
export function duePeriod(
  { every, weekday, made_at }: Pick<ReportScheduleRow, "every" | "weekday" | "made_at">,
  { on, madeOn, manifest, calendar }: { on: string; madeOn: string; manifest: Manifest; calendar: Calendar },
): string | undefined {
  if (every === "generation") return manifest.published_at >= made_at ? manifest.generation : undefined;
  const days: Record<typeof every, string | null> = {
    day: on,
    week: latestWeekday(on, weekday ?? 1),
    school_day: calendar.isSchoolDay ? on : null,
    term: calendar.termEndedOn,
  };
  const day = days[every];
  return day !== null && day >= madeOn ? day : undefined;
}

/** The latest day up to this one (ISO dates) that is such a day of the week, Monday being 1. */
function latestWeekday(on: string, weekday: number): string {
  const at = Date.parse(`${on}T00:00:00Z`);
  const back = (new Date(at).getUTCDay() - weekday + 7) % 7;
  return new Date(at - back * DAY_MS).toISOString().slice(0, 10);
}
