import { z } from "@hono/zod-openapi";
import type { Manifest } from "#warehouse";
import type { BoardPage, Decree, Slice } from "../contract.ts";
import { only } from "../pages/filters.ts";
import type { PageAsk } from "../pages/frame.ts";
import { readRows } from "../rows.ts";
import { dayInWords } from "./words.ts";

type Change = BoardPage["changes"][number];
type Changes = Pick<BoardPage, "changes" | "previous_meeting">;
/** The two states that are compared, both under this reader's eyes. */
type Pair = { ask: PageAsk; before: Manifest };

/** What changed since the board last met: the generation that was current then against the one of today. */
export async function changesSinceMeeting(ask: PageAsk, decrees: Decree[]): Promise<Changes> {
  const { warehouse, district, manifest } = ask;
  const on = district.boardMeetings.filter((day) => day < manifest.as_of).at(-1);
  if (on === undefined) return { previous_meeting: null, changes: [] };
  const before = warehouse.manifests().findLast(({ as_of }) => as_of <= on);
  if (!before) return { previous_meeting: null, changes: await moneySince(on, ask) };
  const pair = { ask, before };
  const changes = await Promise.all([
    moneySince(on, ask),
    outcomesMoved(pair, decrees),
    figuresRestated(pair),
    schoolsLate(pair),
  ]);
  return { previous_meeting: { on, generation: before.generation }, changes: changes.flat() };
}

const nothing = { before: null, after: null, before_words: null, after_words: null };
const moneyRow = z.object({
  name: z.string(),
  what: z.string(),
  amount_usd: z.number(),
  reference: z.string().nullable(),
  recorded_on: z.string(),
});

async function moneySince(on: string, { warehouse, reader, generation }: PageAsk): Promise<Change[]> {
  const rows = readRows(moneyRow, await warehouse.view("money_changes", { since: on }, reader, generation));
  return rows.map(({ name, what, amount_usd, reference, recorded_on }) => ({
    ...nothing,
    kind: "money",
    subject: name,
    after: amount_usd,
    unit: "usd",
    because: `${what}, recorded ${dayInWords(recorded_on)}${reference ? ` (${reference})` : ""}`,
  }));
}

/** Outcomes that moved by what can be seen, or came to stand otherwise; the largest move first. */
async function outcomesMoved({ ask, before }: Pair, decrees: Decree[]): Promise<Change[]> {
  const { warehouse, reader } = ask;
  const then = outcomes(await warehouse.scorecard(reader, before.generation));
  const moved = [...outcomes(decrees)].flatMap(([key, outcome]) => {
    const old = then.get(key);
    if (!old || (old.value === null && outcome.value === null)) return [];
    if (old.state === outcome.state && Math.abs(move(old.value, outcome.value)) < VISIBLE) return [];
    return {
      kind: "outcome",
      subject: `Outcome ${outcome.outcome}: ${outcome.label}`,
      before: old.value,
      after: outcome.value,
      unit: "percent",
      before_words: old.state.replaceAll("_", " "),
      after_words: outcome.state.replaceAll("_", " "),
      because: `${counts(old)} as of ${dayInWords(before.as_of)}, ${counts(outcome)} now`,
    } satisfies Change;
  });
  return moved.sort((a, b) => Math.abs(move(b.before, b.after)) - Math.abs(move(a.before, a.after)));
}

/** A tenth of a point: what one decimal of a percentage shows. */
const VISIBLE = 0.001;
/** A value that came or went is the largest move. */
const move = (before: number | null, after: number | null) =>
  before === null || after === null ? 1 : after - before;

function outcomes(decrees: Decree[]): Map<string, Decree["outcomes"][number]> {
  const rows = decrees
    .filter(({ in_force }) => in_force)
    .flatMap((decree) => decree.outcomes.map((row) => ({ decree, row })));
  return new Map(rows.map(({ decree, row }) => [`${decree.decree} ${row.outcome} ${row.version}`, row]));
}

/** The same past weeks asked from both generations; whole weeks only, so that growth is not called a restatement. */
async function figuresRestated({ ask, before }: Pair): Promise<Change[]> {
  const { warehouse, reader, schoolYear, generation } = ask;
  const weeks: Slice = {
    measures: ["daily_attendance_rate"],
    by: ["week"],
    where: [only("school_year", schoolYear)],
  };
  const asked = [before.generation, generation].map((one) => ({ ...weeks, generation: one }));
  const [then, now] = (await warehouse.answer(asked, reader)).answers;
  const old = new Map((then?.rows ?? []).map((row) => [keyOf(row.week), row]));
  return (now?.rows ?? []).flatMap((row) => {
    const week = keyOf(row.week);
    const was = old.get(week);
    const isWhole = addDays(week, 6) < before.as_of;
    if (!was || !isWhole || shown(was) === shown(row)) return [];
    return {
      ...nothing,
      kind: "restated",
      subject: `Attendance in the week of ${dayInWords(week)}`,
      before: numberOf(was.daily_attendance_rate),
      after: numberOf(row.daily_attendance_rate),
      unit: "percent",
      because: "attendance of that week was submitted or corrected since",
    } satisfies Change;
  });
}

/** The rate as a page shows it: what one decimal does not show is not told as a change. */
const shown = (row: { daily_attendance_rate?: unknown }) =>
  Math.round(1000 * (numberOf(row.daily_attendance_rate) ?? -1));

async function schoolsLate({ ask, before }: Pair): Promise<Change[]> {
  const { warehouse, reader, schoolYear, generation } = ask;
  const rate: Slice = { measures: ["attendance_rate"], where: [only("school_year", schoolYear)] };
  const asked = [before.generation, generation].map((one) => ({ ...rate, generation: one }));
  const [then, now] = (await warehouse.answer(asked, reader)).answers;
  const late = (list = then?.missing ?? []) => new Set(list.map(({ key }) => key));
  const school = { ...nothing, kind: "school", unit: "schools" } as const;
  const [silent, reports] = ["does not submit attendance", "submits attendance"];
  return [
    ...(now?.missing ?? [])
      .filter(({ key }) => !late().has(key))
      .map(({ label, last_reported_on: on }) => ({
        ...school,
        subject: label,
        before_words: reports,
        after_words: silent,
        because: on ? `last attendance submitted ${dayInWords(on)}` : "no attendance submitted this year",
      })),
    ...(then?.missing ?? [])
      .filter(({ key }) => !late(now?.missing).has(key))
      .map(({ label }) => ({
        ...school,
        subject: label,
        before_words: silent,
        after_words: reports,
        because: "attendance was submitted since",
      })),
  ];
}

function counts({ numerator, denominator }: Decree["outcomes"][number]): string {
  return numerator === null || !denominator ? "nothing to count" : `${numerator} of ${denominator}`;
}

const numberOf = (cell: unknown) => (typeof cell === "number" ? cell : null);

function keyOf(cell: unknown): string {
  return typeof cell === "object" && cell !== null && "key" in cell ? String(cell.key) : "";
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day || "1970-01-01"}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
