import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDistrict, removeDistricts } from "./testing/make-district.ts";
import { type Row, readPackage, readRows } from "./testing/read-district.ts";

const systems = ["camino", "brightpath", "harbor"];
const asOf = "2026-11-20";
const lastYear = { from: "2025-07-01", to: "2026-06-30" };

describe("the shapes of a made-up year", () => {
  let out: string;
  const days = new Map<string, string[]>();

  beforeAll(async () => {
    out = await makeDistrict({ students: 3_000, years: 2, seed: 1 });
    for (const row of readRows(out, "camino/calendar.csv")) {
      if (row.day_type !== "instructional") continue;
      const id = row.organization_id ?? "";
      days.set(id, [...(days.get(id) ?? []), row.calendar_on ?? ""]);
    }
  });
  afterAll(removeDistricts);

  it("has about as many students as were asked for", () => {
    const open = allRows("enrollment_spells").filter((row) => isOpen(row));
    expect(open.length).toBeGreaterThan(2_850);
    expect(open.length).toBeLessThan(3_150);
  });

  it("has students absent as in real districts: 15 to 30 % of them chronically", async () => {
    const expected = await partsByPerson((add) => {
      for (const row of spellsOfLastYear()) {
        const taught = days.get(row.organization_id ?? "") ?? [];
        const count = taught.filter(
          (day) => day >= (row.entered_on ?? "") && day <= (row.exited_on ?? ""),
        ).length;
        add(row, 2 * count);
      }
    });
    const absent = await partsByPerson((add) => {
      for (const row of allRows("attendance_events"))
        if (within(row.absent_on)) add(row, Number(row.parts_absent));
    });
    const eligible = [...expected].filter(([, parts]) => parts > 60);
    const chronic = eligible.filter(([person, parts]) => 10 * (absent.get(person) ?? 0) >= parts);
    const all = eligible.reduce((sum, [, parts]) => sum + parts, 0);
    const missed = eligible.reduce((sum, [person]) => sum + (absent.get(person) ?? 0), 0);
    expect(chronic.length / eligible.length).toBeGreaterThan(0.15);
    expect(chronic.length / eligible.length).toBeLessThan(0.3);
    expect(1 - missed / all).toBeGreaterThan(0.915);
    expect(1 - missed / all).toBeLessThan(0.945);
  });

  it("has 12 to 14 % students with disabilities and about 18 % who learn English", () => {
    const open = new Set(
      allRows("enrollment_spells")
        .filter(isOpen)
        .map((row) => `${row.source} ${row.student_id}`),
    );
    const share = (program: string) => {
      const members = allRows("program_spells").filter(
        (row) => row.program === program && (row.ended_on === "" || (row.ended_on ?? "") >= asOf),
      );
      return members.filter((row) => open.has(`${row.source} ${row.student_id}`)).length / open.size;
    };
    expect(share("disability")).toBeGreaterThan(0.12);
    expect(share("disability")).toBeLessThan(0.14);
    expect(share("english_learner")).toBeGreaterThan(0.15);
    expect(share("english_learner")).toBeLessThan(0.21);
  });

  it("delivers 80 to 93 % of the prescribed minutes", () => {
    const delivered = new Map<string, number>();
    for (const row of readRows(out, "sped/services_delivered.csv")) {
      delivered.set(row.service_id ?? "", (delivered.get(row.service_id ?? "") ?? 0) + Number(row.minutes));
    }
    let prescribedMinutes = 0;
    let deliveredMinutes = 0;
    for (const row of readRows(out, "sped/services_prescribed.csv")) {
      if (!within(row.started_on)) continue;
      const taught = days.get(row.organization_id ?? "") ?? [];
      const count = taught.filter(
        (day) => day >= (row.started_on ?? "") && day <= (row.ended_on ?? ""),
      ).length;
      prescribedMinutes += (Number(row.minutes_per_week) * count) / 5;
      deliveredMinutes += delivered.get(row.service_id ?? "") ?? 0;
    }
    expect(deliveredMinutes / prescribedMinutes).toBeGreaterThan(0.8);
    expect(deliveredMinutes / prescribedMinutes).toBeLessThan(0.93);
  });

  it("graduates about 85 % of a cohort", () => {
    const cohort = readRows(out, "camino/cohort_outcomes.csv").filter((row) => row.is_removed === "N");
    const share = cohort.filter((row) => row.outcome === "regular_diploma").length / cohort.length;
    expect(share).toBeGreaterThan(0.78);
    expect(share).toBeLessThan(0.92);
  });

  it("gives a student who moves between systems another id and the same state id", async () => {
    const seen = new Map<string, Set<string>>();
    for (const system of systems) {
      for (const user of await readPackage(out, system, "users")) {
        const id = user.userMasterIdentifier ?? "";
        if (id !== "") seen.set(id, new Set([...(seen.get(id) ?? []), `${system} ${user.sourcedId}`]));
      }
    }
    const inSeveral = [...seen.values()].filter(
      (ids) => new Set([...ids].map((id) => id.split(" ")[0])).size > 1,
    );
    expect(inSeveral.length).toBeGreaterThan(20);
  });

  const allRows = (feed: string): Row[] =>
    systems.flatMap((source) => readRows(out, `${source}/${feed}.csv`).map((row) => ({ ...row, source })));

  const isOpen = (row: Row) => row.exited_on === "" || (row.exited_on ?? "") >= asOf;
  const within = (date = "") => date >= lastYear.from && date <= lastYear.to;
  const spellsOfLastYear = () =>
    allRows("enrollment_spells").filter((row) => within(row.entered_on) && row.exit_code !== "no_show");

  /** Sums by state student id what `visit` adds for the rows of a system's student. */
  async function partsByPerson(
    visit: (add: (row: Row, parts: number) => void) => void,
  ): Promise<Map<string, number>> {
    const people = new Map<string, string>();
    for (const system of systems) {
      for (const user of await readPackage(out, system, "users")) {
        people.set(`${system} ${user.sourcedId}`, user.userMasterIdentifier ?? "");
      }
    }
    const sums = new Map<string, number>();
    visit((row, parts) => {
      const person = people.get(`${row.source} ${row.student_id}`) ?? "";
      sums.set(person, (sums.get(person) ?? 0) + parts);
    });
    return sums;
  }
});
