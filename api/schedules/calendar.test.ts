import { expect, it } from "vitest";
import type { Reader } from "#warehouse";
import { type Calendar, calendarOf } from "./calendar.ts";
import { duePeriod } from "./due.ts";

const nobody: Reader = { account: "a", name: "A", role: "coordinator", grants: [] };
const rows = (ends: (string | null)[], isSchoolDay = false) => ({
  view: async () => ends.map((term_ended_on) => ({ is_school_day: isSchoolDay, term_ended_on })),
});
const ended = async (ends: (string | null)[]) =>
  (await calendarOf(nobody, "2026-12-21", rows(ends))).termEndedOn;

it("a term has ended when it has at most schools of the reader, and on the later day where they are divided", async () => {
  expect(await ended(["2026-12-18", "2026-12-18", "2026-12-19"])).toBe("2026-12-18");
  expect(await ended(["2026-12-18", "2026-12-19"])).toBe("2026-12-19");
  expect(await ended([null])).toBeNull();
  expect(await ended([])).toBeNull();
});

const asked = { weekday: null, made_at: "2026-12-01T00:00:00Z" };
const manifest = {
  ...{ generation: "g-000001", published_at: "2026-12-01T00:00:00Z", as_of: "2026-12-01" },
  ...{ definitions_version: "1", fingerprint: "f", parts: [], sources: [], checks: [] },
};
const due = (every: "school_day" | "term", on: string, calendar: Calendar) =>
  duePeriod({ ...asked, every }, { on, madeOn: "2026-12-01", manifest, calendar });

it("a mail by the school calendar is due on days with school only", () => {
  expect(due("school_day", "2026-12-18", { isSchoolDay: true, termEndedOn: null })).toBe("2026-12-18");
  expect(due("school_day", "2026-12-19", { isSchoolDay: false, termEndedOn: null })).toBeUndefined();
});

it("a mail at term ends is due for the last day of the latest term, and never for a term that ended before it was ordered", () => {
  expect(due("term", "2026-12-19", { isSchoolDay: false, termEndedOn: "2026-12-18" })).toBe("2026-12-18");
  expect(due("term", "2026-12-30", { isSchoolDay: false, termEndedOn: "2026-12-18" })).toBe("2026-12-18");
  expect(due("term", "2026-12-19", { isSchoolDay: true, termEndedOn: "2026-06-03" })).toBeUndefined();
  expect(due("term", "2026-12-19", { isSchoolDay: true, termEndedOn: null })).toBeUndefined();
});
