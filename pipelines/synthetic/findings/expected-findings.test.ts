import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDistrict, removeDistricts } from "../testing/make-district.ts";
import { type Row, readPackage, readRows } from "../testing/read-district.ts";
import type { Rejection } from "./planted-rejections.ts";

type Place = { source: string; student_id: string; state_student_id: string; organization_id: string };

const asOf = "2026-11-20";
const systems = ["camino", "brightpath", "harbor"];

describe("what is planted in a district of 600", () => {
  let out: string;
  let rejections: Rejection[];
  let facts: Record<string, Place[]> & { silent_school: never };

  beforeAll(async () => {
    out = await makeDistrict({ students: 600, years: 2, seed: 3 });
    ({ rejections, facts } = JSON.parse(readFileSync(join(out, "expected-findings.json"), "utf8")));
  });
  afterAll(removeDistricts);

  it("has a handful of each kind of faulty row, each where it is said to be", () => {
    const counts: Record<string, number> = {};
    for (const { file, line, field, code } of rejections) {
      counts[code] = (counts[code] ?? 0) + 1;
      const value = readRows(out, file)[line - 2]?.[field] ?? "";
      if (code === "row.invalid_code") expect(value).toMatch(/^\d{13}$/);
      if (code === "row.invalid_date") expect(value).toMatch(/^\d{2}\/\d{2}\/\d{4}$/);
      if (code === "reference.unknown_organization") expect(value).toBe("07612349999999");
    }
    expect(counts).toEqual({
      "semantic.absence_on_non_school_day": 4,
      "row.invalid_code": 5,
      "row.invalid_date": 6,
      "reference.unknown_organization": 3,
      "row.duplicate_key": 4,
    });
  });

  it("has one school without attendance since the tenth day of instruction before its date", () => {
    const { organization_id } = facts.silent_school as { organization_id: string };
    const submitted = readRows(out, "camino/feed_submissions.csv").filter(
      (row) => row.organization_id === organization_id && row.feed === "attendance",
    );
    const last = submitted
      .map((row) => row.school_day_on ?? "")
      .sort()
      .at(-1);
    const missed = readRows(out, "camino/calendar.csv").filter(
      (row) =>
        row.organization_id === organization_id &&
        row.day_type === "instructional" &&
        (row.calendar_on ?? "") > (last ?? "") &&
        (row.calendar_on ?? "") <= asOf,
    );
    expect(missed.length).toBe(10);
  });

  it("leaves exactly the students named without a section, with a clash or without a mark", async () => {
    const found = { none: [] as string[], clash: [] as string[], unmarked: [] as string[] };
    for (const system of systems) await findTroubles(system, found);
    const named = (key: string) => facts[key]?.map((place) => place.student_id).sort();
    expect(found.none.sort()).toEqual(named("students_without_section"));
    expect(found.clash.sort()).toEqual(named("students_with_clashes"));
    expect(found.unmarked.sort()).toEqual(named("students_with_missing_marks"));
    expect([found.none.length, found.clash.length, found.unmarked.length]).toEqual([60, 20, 12]);
    const places = [...(facts.students_without_section ?? []), ...(facts.students_with_clashes ?? [])];
    expect(new Set(places.map((place) => place.organization_id)).size).toBe(4);
  });

  it("leaves exactly the active plans named without an enrolment or at another school", async () => {
    const schoolOf = new Map<string, string>();
    for (const system of systems) {
      const users = await readPackage(out, system, "users");
      const people = new Map(users.map((user) => [user.sourcedId, user.userMasterIdentifier]));
      for (const spell of openSpells(system)) {
        schoolOf.set(people.get(spell.student_id ?? "") ?? "", spell.organization_id ?? "");
      }
    }
    const active = readRows(out, "sped/students.csv").filter(
      (row) => row.iep_started_on !== "" && row.iep_ended_on === "" && row.state_student_id !== "",
    );
    const lost = active.filter((row) => !schoolOf.has(row.state_student_id ?? ""));
    const elsewhere = active.filter(
      (row) =>
        schoolOf.has(row.state_student_id ?? "") &&
        schoolOf.get(row.state_student_id ?? "") !== row.organization_id,
    );
    const named = (key: string) => facts[key]?.map((place) => place.state_student_id).sort();
    expect(lost.map((row) => row.state_student_id).sort()).toEqual(named("iep_without_enrollment"));
    expect(elsewhere.map((row) => row.state_student_id).sort()).toEqual(named("iep_at_another_school"));
    expect([lost.length, elsewhere.length]).toEqual([9, 6]);
  });

  it("has four persons with two ids in one system", async () => {
    const ids = new Map<string, number>();
    for (const user of await readPackage(out, "camino", "users")) {
      const id = user.userMasterIdentifier ?? "";
      if (id !== "") ids.set(id, (ids.get(id) ?? 0) + 1);
    }
    const doubled = [...ids].filter(([, count]) => count > 1).map(([id]) => id);
    expect(doubled.sort()).toEqual(
      facts.students_with_two_ids?.map((place) => place.state_student_id).sort(),
    );
    expect(doubled.length).toBe(4);
  });

  const openSpells = (system: string): Row[] =>
    readRows(out, `${system}/enrollment_spells.csv`).filter(
      (row) => row.exited_on === "" || (row.exited_on ?? "") >= asOf,
    );

  async function findTroubles(
    system: string,
    found: { none: string[]; clash: string[]; unmarked: string[] },
  ) {
    const classes = new Map((await readPackage(out, system, "classes")).map((row) => [row.sourcedId, row]));
    const due = (await readPackage(out, system, "lineItems")).filter((row) => (row.dueDate ?? "") <= asOf);
    const lines = new Map(due.map((row) => [row.classSourcedId, row.sourcedId]));
    const marks = new Set(
      (await readPackage(out, system, "results")).map(
        (row) => `${row.lineItemSourcedId} ${row.studentSourcedId}`,
      ),
    );
    const taken = new Map<string, string[]>();
    for (const row of await readPackage(out, system, "enrollments")) {
      if (row.role !== "student" || (row.endDate !== "" && (row.endDate ?? "") < asOf)) continue;
      const id = row.userSourcedId ?? "";
      taken.set(id, [...(taken.get(id) ?? []), row.classSourcedId ?? ""]);
    }
    for (const { student_id = "" } of openSpells(system)) {
      const schedule = taken.get(student_id) ?? [];
      if (schedule.length === 0) found.none.push(student_id);
      const periods = schedule.map((id) => `${classes.get(id)?.termSourcedIds} ${classes.get(id)?.periods}`);
      if (new Set(periods).size < periods.length) found.clash.push(student_id);
      if (schedule.some((id) => !marks.has(`${lines.get(id)} ${student_id}`)))
        found.unmarked.push(student_id);
    }
  }
});
