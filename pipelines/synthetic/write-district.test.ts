import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDistrict, removeDistricts } from "./testing/make-district.ts";
import { readRows } from "./testing/read-district.ts";

const size = { students: 600, years: 2, seed: 7 };
const eventFeeds = {
  attendance_events: ["camino", "brightpath", "harbor"],
  discipline_actions: ["camino", "brightpath", "harbor"],
  feed_submissions: ["camino", "brightpath", "harbor"],
  services_delivered: ["sped"],
  iep_meetings: ["sped"],
  ledger_lines: ["finance"],
  board_actions: ["finance"],
};

function hashes(out: string): Record<string, string> {
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const hash = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
  return Object.fromEntries(paths.map((path) => [path.slice(out.length), hash(path)]));
}

describe("a district", () => {
  let now: string;
  let earlier: string;

  beforeAll(async () => {
    now = await makeDistrict(size);
    earlier = await makeDistrict({ ...size, asOf: "2026-11-10" });
  });
  afterAll(removeDistricts);

  it("is written in the same bytes for the same arguments", async () => {
    expect(hashes(await makeDistrict(size))).toEqual(hashes(now));
  });

  it("is another one for another seed", async () => {
    const other = await makeDistrict({ ...size, seed: 8 });
    expect(hashes(other)["/camino/attendance_events.csv"]).not.toBe(
      hashes(now)["/camino/attendance_events.csv"],
    );
  });

  it("holds on an earlier date only events that it also holds later", () => {
    for (const [feed, systems] of Object.entries(eventFeeds)) {
      for (const system of systems) {
        const later = new Set(eventsOf(now, system, feed));
        const unknown = eventsOf(earlier, system, feed).filter((event) => !later.has(event));
        expect(unknown, `${system}/${feed}`).toEqual([]);
      }
    }
  });

  it("writes nothing that happened after its date", () => {
    const dates = [
      ...readRows(earlier, "camino/attendance_events.csv").map((row) => row.absent_on ?? ""),
      ...readRows(earlier, "camino/feed_submissions.csv").map((row) => row.submitted_on ?? ""),
      ...readRows(earlier, "camino/enrollment_spells.csv").flatMap((row) => [
        row.entered_on ?? "",
        row.exited_on ?? "",
      ]),
      ...readRows(earlier, "sped/services_delivered.csv").map((row) => row.delivered_on ?? ""),
      ...readRows(earlier, "finance/board_actions.csv").map((row) => row.recorded_on ?? ""),
    ].filter((date) => !date.includes("/"));
    expect(dates.filter((date) => date > "2026-11-10")).toEqual([]);
  });

  it("enters a few absences of the autumn only between the two dates, so that a past figure is restated", async () => {
    const larger = { students: 3_000, years: 1, seed: 1 };
    const autumn = (out: string) =>
      readRows(out, "camino/attendance_events.csv").filter((row) => (row.absent_on ?? "") < "2026-11-01")
        .length;
    const restated =
      autumn(await makeDistrict(larger)) - autumn(await makeDistrict({ ...larger, asOf: "2026-11-10" }));
    expect(restated).toBeGreaterThan(5);
    expect(restated).toBeLessThan(60);
  });

  it("has 24 schools of which 5 are charters, and one of them has changed its funding", () => {
    const rows = readRows(now, "camino/organizations.csv");
    expect(new Set(rows.map((row) => row.organization_id)).size).toBe(24);
    expect(new Set(rows.filter((row) => row.operator_id).map((row) => row.organization_id)).size).toBe(5);
    expect(rows.length).toBe(25);
  });

  it("refuses a date outside its last school year and says what to give", async () => {
    await expect(makeDistrict({ ...size, asOf: "2027-09-01" })).rejects.toThrow(
      "give one from 2026-08-10 to 2027-06-30",
    );
  });
});

/** Without the planted rows that are refused: they stand beside other events in a longer file. */
function eventsOf(out: string, system: string, feed: string): string[] {
  const path = `${system}/${feed}.csv`;
  const { rejections } = JSON.parse(readFileSync(join(out, "expected-findings.json"), "utf8"));
  const refused = new Set(
    rejections.flatMap((found: { file: string; line: number }) =>
      found.file === path ? [found.line - 2] : [],
    ),
  );
  const rows = readRows(out, path).filter((_, i) => !refused.has(i));
  return rows.map(({ translated_on, ...row }) => JSON.stringify(row));
}
