import { type ReportScheduleRow, WarehouseError } from "#warehouse";
import type { Deps } from "../deps.ts";
import { type Mailer, openMailer } from "../mailer.ts";
import { ProblemError } from "../problems.ts";
import { findReport } from "../reports/find.ts";
import { sideBySide } from "../turns.ts";
import { type Calendar, calendarIfAny } from "./calendar.ts";
import { composeReport } from "./compose.ts";
import { duePeriod } from "./due.ts";
import { letterOf } from "./letter.ts";
import { readingOnce } from "./read-once.ts";
import { everybody, type Recipient, recipientsOf } from "./recipients.ts";

type Place = Pick<Deps, "control" | "district" | "warehouse" | "clock">;
type State = "sent" | "unchanged" | "refused" | "failed";

/** What became of one mail that was due; `attempt` counts how often it was tried. */
export type Delivered = {
  schedule: string;
  account: string;
  period: string;
  state: State;
  attempt: number;
  message: string | null;
};

type Asked = { environment: Record<string, string | undefined>; isAfterLoad: boolean };

/**
 * Sends every report that is due to everybody it is due to, each under her own rights at this moment, and notes what became
 * of it. One that was sent is not sent again; one that cannot be sent keeps none of the others back. After a load only those
 * are due that follow generations. Throws an Error where no mail leaves here.
 */
export async function deliverReports(
  place: Place,
  { environment, isAfterLoad }: Asked,
): Promise<Delivered[]> {
  const all = await place.control.reportSchedules();
  const schedules = all.filter(({ every }) => !isAfterLoad || every === "generation");
  const mailer = openMailer(place.district, environment);
  try {
    const round = { ...place, warehouse: readingOnce(place.warehouse) };
    const mails = await mailsDue(schedules, mailer, round);
    const delivered = await sideBySide(mails, AT_ONCE, (mail) => claimAndSend(mail, round));
    return delivered.filter((one) => one !== undefined);
  } finally {
    mailer.close();
  }
}

/** While the engine answers for one, the workbook of another is made: more at once wait for each other. */
const AT_ONCE = 4;

async function mailsDue(
  schedules: ReportScheduleRow[],
  mailer: Mailer,
  place: Place,
): Promise<(Sending & { period: string })[]> {
  const may = schedules.filter((schedule) => isByCalendar(schedule) || periodOf(schedule, noSchool, place));
  if (may.length === 0) return [];
  const known = await everybody(place);
  const mails = await sideBySide(may, 1, async (schedule) => {
    const scheduledBy = known.get(schedule.owner)?.reader.name ?? schedule.owner;
    const recipients = await recipientsOf(schedule, known, place);
    const due = await sideBySide(recipients, 1, async (recipient) => {
      const { reader } = recipient;
      const calendar = isByCalendar(schedule)
        ? await calendarIfAny(reader, today(place), place.warehouse)
        : noSchool;
      const period = periodOf(schedule, calendar, place);
      return period === undefined ? [] : [{ schedule, period, recipient, mailer, scheduledBy }];
    });
    return due.flat();
  });
  return mails.flat();
}

/** Nothing where somebody else sends it, or it was sent before. */
async function claimAndSend(
  { period, ...sending }: Sending & { period: string },
  place: Place,
): Promise<Delivered | undefined> {
  const { schedule_id } = sending.schedule;
  const due = { schedule_id, account: sending.recipient.reader.account, period };
  const attempt = await place.control.claimDelivery(due, place.clock().toISOString());
  if (attempt === undefined) return undefined;
  const end = await deliverOne(sending, place);
  await place.control.endDelivery(due, end);
  const { state, message } = end;
  return { schedule: schedule_id, account: due.account, period, state, attempt, message };
}

/** Each recipient's own schools say when: theirs may have other days off than the neighbour's. */
const isByCalendar = ({ every }: ReportScheduleRow) => every === "school_day" || every === "term";
const noSchool: Calendar = { isSchoolDay: false, termEndedOn: null };

const dayOf = (moment: Date, { district }: Place) =>
  moment.toLocaleDateString("sv-SE", { timeZone: district.timeZone });
const today = (place: Place) => dayOf(place.clock(), place);

function periodOf(schedule: ReportScheduleRow, calendar: Calendar, place: Place): string | undefined {
  const madeOn = dayOf(new Date(schedule.made_at), place);
  return duePeriod(schedule, { on: today(place), madeOn, manifest: place.warehouse.manifest(), calendar });
}

type Sending = { schedule: ReportScheduleRow; recipient: Recipient; mailer: Mailer; scheduledBy: string };
type End = { state: State; message: string | null; generation: string | null; fingerprint: string | null };

const nothing = { generation: null, fingerprint: null };
const refused = (message: string): End => ({ ...nothing, state: "refused", message });

async function deliverOne(sending: Sending, place: Place): Promise<End> {
  const { schedule, recipient } = sending;
  if (recipient.isDisabled) return refused("The account is disabled.");
  if (recipient.email === null)
    return refused("No address is known: it comes with the next sign-in, or from the configuration.");
  try {
    const opened = await findReport(schedule.report_id, recipient.reader, place);
    if (!opened) return refused("The report is gone, or no longer shared with her.");
    const composed = await composeReport(opened, recipient.reader, place);
    const { generation, fingerprint, workbook } = composed;
    if (schedule.only_if_changed === 1 && (await lastSent(sending, place)) === fingerprint)
      return { state: "unchanged", message: null, generation, fingerprint };
    const failure = await sending.mailer.send({
      ...letterOf({ opened, composed, scheduledBy: sending.scheduledBy }, place),
      to: recipient.email,
      attachments: workbook ? [{ filename: fileName(opened.content.title), content: workbook }] : [],
    });
    return { state: failure === null ? "sent" : "failed", message: failure, generation, fingerprint };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // What her grants or the report itself do not allow is no failure of ours, and trying again would not help.
    if (error instanceof WarehouseError || error instanceof ProblemError) return refused(message);
    return { ...nothing, state: "failed", message };
  }
}

async function lastSent(
  { schedule, recipient }: Sending,
  { control }: Place,
): Promise<string | null | undefined> {
  const before = await control.deliveries(schedule.schedule_id, recipient.reader.account);
  return before.find(({ state }) => state === "sent")?.fingerprint;
}

/** Letters, figures and blanks of the title: no sign that turns a name round or leads out of a folder. */
const fileName = (title: string): string =>
  `${
    title
      .replace(/[^\p{L}\p{N} -]/gu, " ")
      .replace(/\s+/g, " ")
      .trim() || "Report"
  }.xlsx`;
