import { columns } from "../runs/columns.ts";
import type { Scheduled } from "./list-schedule.ts";

/** When each source is loaded next, how the last time went, and what a person must look after; in the district's time. */
export function tellSchedule(scheduled: Scheduled[], timeZone: string): string {
  if (scheduled.length === 0) return "No source has a schedule.";
  const rows = scheduled.map(({ source, label, next_at, last }) => [
    source,
    label,
    next_at ? wallTime(next_at, timeZone) : "never",
    last ? `${last.business_on} ${last.state}` : "not yet",
  ]);
  const table = columns([["source", "system", `next (${timeZone})`, "last"], ...rows]);
  const alarms = alarmsOf(scheduled, timeZone).map((alarm) => `ALARM ${alarm}`);
  return [table, ...withoutInbox(scheduled), ...alarms].join("\n");
}

/** A sentence where sources of files are never due, since there is no folder to put their files in; none otherwise. */
export function withoutInbox(scheduled: Scheduled[]): string[] {
  const waiting = scheduled.flatMap((one) => (one.is_without_inbox ? [one.source] : []));
  if (waiting.length === 0) return [];
  return [`Never due until there is a folder "inbox" in the data folder: ${waiting.join(", ")}.`];
}

/** A sentence for each scheduled load that is not there. */
export const alarmsOf = (scheduled: Scheduled[], timeZone: string): string[] =>
  scheduled.flatMap(({ source, alarm }) => {
    if (!alarm) return [];
    const what = alarm.kind === "failed" ? "failed" : "did not start";
    return [
      `The load of "${source}" due ${wallTime(alarm.due_at, timeZone)} ${what}. ${alarm.message}`.trim(),
    ];
  });

const wallTime = (moment: string, timeZone: string) =>
  new Date(moment).toLocaleString("sv-SE", { timeZone }).slice(0, "2026-11-20 02:30".length);
