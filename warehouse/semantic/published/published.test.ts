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

  it("cannot be told from the total, nor from the school's level", async () => {
    const [total, level] = (
      await warehouse.answer(
        [{ measures: ["days_absent"] }, { measures: ["days_absent"], by: ["level"] }],
        aggregatesOnly,
      )
    ).answers;
    expect(total?.rows).toEqual([{ days_absent: null }]);
    expect(total?.marks).toEqual([{ part: "rows", row: 0, column: "days_absent", mark: "suppressed" }]);
    expect(level?.rows.map(({ days_absent }) => days_absent)).toEqual([null, 20]);
  });
});

describe("a reader who may not see students", () => {
  const ask = async (slice: Slice) => (await warehouse.answer([slice], aggregatesOnly)).answers[0];
  const refusal = (slice: Slice) =>
    ask(slice).then(
      () => null,
      (error: unknown) => error,
    );

  it("is refused what is not published, and told what is nearest to it", async () => {
    const byGrade: Slice = { measures: ["enrollment"], by: ["school", "grade"] };
    expect(await refusal(byGrade)).toMatchObject({
      code: "not_published",
      message: expect.stringContaining("by grade and school for whole school years. Did you mean school"),
    });
    expect(await refusal({ measures: ["daily_attendance_rate"], by: ["date"] })).toMatchObject({
      code: "not_published",
    });
    expect(await refusal({ measures: ["days_left_before_chronic"], by: ["student"] })).toMatchObject({
      code: "forbidden_dimension",
    });
  });

  it("is refused a filter that leaves few out: students are in several cells, so cells are not added up", async () => {
    const twoSchools: Slice = {
      measures: ["enrollment"],
      where: [{ dimension: "school", op: "in", values: [alder, birch] }],
    };
    expect(await refusal(twoSchools)).toMatchObject({ code: "not_published" });
    const one: Slice = { ...twoSchools, where: [{ dimension: "school", op: "in", values: [birch] }] };
    expect((await ask(one))?.rows).toEqual([{ enrollment: 30 }]);
    expect((await ask({ ...twoSchools, by: ["school"] }))?.rows).toHaveLength(2);
  });

  it("gets what adds up from published cells alone, and nothing where one of them is hidden", async () => {
    const days = (...values: string[]): Slice => ({
      measures: ["attendance_rate"],
      where: [{ dimension: "school", op: "in", values }],
    });
    const [both] = (await warehouse.answer([days(alder, birch)], everyone)).answers;
    expect((await ask(days(alder, birch)))?.rows).toEqual(both?.rows);
    const absent: Slice = { ...days(alder, birch), measures: ["days_absent"] };
    expect((await ask(absent))?.rows).toEqual([{ days_absent: null }]);
  });

  it("finds in the catalogue only what is published", () => {
    const { measures, dimensions } = warehouse.catalog(aggregatesOnly);
    const enrollment = measures.find(({ key }) => key === "enrollment");
    expect(enrollment?.dimensions).toEqual([
      "school",
      "level",
      "charter_funding",
      "school_year",
      "student_group",
    ]);
    expect(enrollment?.joins).toContain("grade");
    expect(enrollment?.published).toContainEqual(["level", "student_group"]);
    expect(dimensions.map(({ key }) => key)).not.toContain("grade");
    expect(measures.map(({ key }) => key)).not.toContain("days_left_before_chronic");
  });
});
