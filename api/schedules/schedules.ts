import { randomUUID } from "node:crypto";
import type { Reader, ReportDeliveryRow, ReportScheduleRow } from "#warehouse";
import type { Delivery, Schedule, ScheduleRequest, SchedulesResponse } from "../contract.ts";
import { scheduleTo } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { findReport, openReport } from "../reports/find.ts";
import { makesTemplates } from "../reports/opened.ts";
import { namesIn } from "../reports/show.ts";
import { calendarOf } from "./calendar.ts";
import { addressOf, isReached } from "./recipients.ts";

/** So many mails one person may have scheduled. */
const MOST = 100;

/** What is mailed to a reader, and what she has scheduled for others. */
export async function schedulesFor(reader: Reader, deps: Deps): Promise<SchedulesResponse> {
  const all = await deps.control.reportSchedules();
  const schedules: Schedule[] = [];
  for (const schedule of all.filter((one) => isSeen(one, reader)))
    schedules.push(await tellSchedule(schedule, reader, deps));
  return {
    schedules,
    has_mail: deps.district.mail !== undefined,
    address: await addressOf(reader, deps),
    may_send_to_roles: makesTemplates(reader),
  };
}

/** Schedules a report for oneself, or for everybody with a role. Throws `not_found`, `forbidden`, `invalid_request`. */
export async function makeSchedule(asked: ScheduleRequest, reader: Reader, deps: Deps): Promise<Schedule> {
  const { report, every, weekday = null, only_if_changed = false, to = { with: "me" as const } } = asked;
  await openReport(report, reader, deps);
  if (to.with === "role" && !makesTemplates(reader))
    throw new ProblemError(
      "forbidden",
      "Mail to everybody with a role is sent by coordinators and administrators: schedule it for yourself.",
    );
  // By a calendar that nobody may read no mail would ever leave.
  if (every === "school_day" || every === "term")
    await calendarOf(reader, deps.clock().toISOString().slice(0, 10), deps.warehouse);
  const own = (await deps.control.reportSchedules()).filter(({ owner }) => owner === reader.account);
  if (own.length >= MOST)
    throw new ProblemError("invalid_request", `You have scheduled ${MOST} mails: end one that nobody reads.`);
  const schedule = {
    ...{ schedule_id: randomUUID(), report_id: report, owner: reader.account, every, weekday },
    only_if_changed: only_if_changed ? 1 : 0,
    role: to.with === "role" ? to.role : null,
    made_at: deps.clock().toISOString(),
  };
  await deps.control.makeReportSchedule(schedule);
  return tellSchedule({ ...schedule, ended_at: null }, reader, deps);
}

/** Ends a schedule of one's own; those who make templates may end any that goes to a role. Throws `not_found`, `forbidden`. */
export async function endSchedule(id: string, reader: Reader, deps: Deps): Promise<void> {
  const schedule = await seenSchedule(id, reader, deps);
  if (!mayEnd(schedule, reader))
    throw new ProblemError("forbidden", "Others get this mail, too: unsubscribe, and it goes on for them.");
  await deps.control.endReportSchedule(id, deps.clock().toISOString());
}

/** Whether the reader gets a mail that is meant for her. Throws `not_found`. */
export async function subscribe(
  id: string,
  asked: { isSubscribed: boolean; reader: Reader },
  deps: Deps,
): Promise<Schedule> {
  const { isSubscribed, reader } = asked;
  const schedule = await seenSchedule(id, reader, deps);
  const change = { isSubscribed, now: deps.clock().toISOString() };
  await deps.control.setSubscribed(id, reader.account, change);
  return tellSchedule(schedule, reader, deps);
}

/** The run history: all of it for whoever may end the schedule, else one's own mails. Throws `not_found`. */
export async function deliveriesOf(id: string, reader: Reader, deps: Deps): Promise<Delivery[]> {
  const schedule = await seenSchedule(id, reader, deps);
  const account = mayEnd(schedule, reader) ? undefined : reader.account;
  const nameOf = await namesIn(deps);
  return (await deps.control.deliveries(id, account)).map((row) => told(row, nameOf));
}

const isSeen = (schedule: ReportScheduleRow, reader: Reader): boolean =>
  mayEnd(schedule, reader) || isReached(schedule, reader);

const mayEnd = ({ owner, role }: ReportScheduleRow, reader: Reader): boolean =>
  owner === reader.account || (role !== null && makesTemplates(reader));

async function seenSchedule(id: string, reader: Reader, { control }: Deps): Promise<ReportScheduleRow> {
  const schedule = (await control.reportSchedules()).find(({ schedule_id }) => schedule_id === id);
  if (!schedule || !isSeen(schedule, reader))
    throw new ProblemError("not_found", "There is no such schedule, or it is not for you.");
  return schedule;
}

async function tellSchedule(schedule: ReportScheduleRow, reader: Reader, deps: Deps): Promise<Schedule> {
  const { schedule_id, report_id, owner, every, weekday, only_if_changed, role } = schedule;
  const nameOf = await namesIn(deps);
  const [last] = await deps.control.deliveries(schedule_id, reader.account);
  const unsubscribed = await deps.control.unsubscribed(schedule_id);
  const opened = await findReport(report_id, reader, deps);
  return {
    ...{ schedule: schedule_id, report: report_id, title: opened?.content.title ?? null },
    ...{ owner: nameOf(owner), every, weekday, only_if_changed: only_if_changed === 1 },
    to: scheduleTo.parse(role === null ? { with: "me" } : { with: "role", role }),
    is_subscribed: isReached(schedule, reader) && !unsubscribed.includes(reader.account),
    may_end: mayEnd(schedule, reader),
    last: last ? told(last, nameOf) : null,
  };
}

const told = (
  { account, period, state, attempt, generation, message, made_at }: ReportDeliveryRow,
  nameOf: Awaited<ReturnType<typeof namesIn>>,
): Delivery => ({ to: nameOf(account), period, state, attempt, generation, message, at: made_at });
