import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absences, alder, birch, rosterStudent, spell, threeSchools } from "../../build/mini-district.ts";
import type { Warehouse } from "../../open-warehouse.ts";
import { aggregatesOnly, everyone, publishedMini } from "../../published-mini.ts";
import type { Slice } from "../slice.ts";

/** 30 students each: 4 of Alder's were absent and 20 of Birch's; at Alder 12 came after census day and 15 left. */
const enrolled = (number: number, school: string, days: number) => {
  const student = `s${String(number).padStart(2, "0")}`;
  const isAlder = school === alder;
  const from = isAlder && number < 12 ? "2024-10-14" : "2024-08-12";
  const to = isAlder && number < 15 ? "2025-02-14" : null;
  return (
    rosterStudent("sis", student, `90000000${student.slice(1)}`) +
    spell(student, school, from, to, "transfer_out") +
    (days > 0 ? absences(student, school, "2024-11-04", days) : "")
  );
};
const numbers = Array.from({ length: 30 }, (_, number) => number);
const rows = [
  threeSchools,
  ...numbers.map((number) => enrolled(number, alder, number < 4 ? 6 : 0)),
  ...numbers.map((number) => enrolled(30 + number, birch, number < 20 ? 1 : 0)),
].join("\n");

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await publishedMini(rows);
});
afterAll(() => warehouse.close());

async function bySchool(measure: string, reader = aggregatesOnly) {
  const slice: Slice = { measures: [measure], by: ["school"] };
  const [answer] = (await warehouse.answer([slice], reader)).answers;
  return answer?.rows.map((row) => row[measure]);
}

describe("a number that only few students make up", () => {
  it("is hidden where they are few among many: 24 days of 4 students of 30", async () => {
    expect(await bySchool("days_absent", everyone)).toEqual([24, 20]);
    expect(await bySchool("days_absent")).toEqual([null, 20]);
    expect(await bySchool("absence_rate")).toEqual([null, expect.any(Number)]);
  });

  it("is hidden too beside thresholds over students", async () => {
    expect(await bySchool("average_days_absent", everyone)).toEqual([6, 1]);
    expect(await bySchool("average_days_absent")).toEqual([null, 1]);
  });

  it("is hidden where it is the difference of two large ones", async () => {
    expect(await bySchool("net_entries", everyone)).toEqual([-3, 0]);
    expect(await bySchool("net_entries")).toEqual([null, 0]);
  });
});
