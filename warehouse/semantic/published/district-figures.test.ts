import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absences, alder, birch, rosterStudent, spell, threeSchools } from "../../build/mini-district.ts";
import type { Reader } from "../../district.ts";
import type { Warehouse } from "../../open-warehouse.ts";
import { aggregatesOnly, publishedMini, readerWith } from "../../published-mini.ts";
import type { Slice } from "../slice.ts";

/** 30 students each at Alder and Birch: 20 of Alder's and 15 of Birch's were absent, and 6 of Alder's have left. */
const student = (
  number: number,
  school: string,
  { isAbsent, hasLeft = false }: { isAbsent: boolean; hasLeft?: boolean },
) => {
  const id = `s${String(number).padStart(2, "0")}`;
  return (
    rosterStudent("sis", id, `90000000${id.slice(1)}`) +
    spell(id, school, "2024-08-12", hasLeft ? "2025-02-14" : null, hasLeft ? "transfer_out" : undefined) +
    (isAbsent ? absences(id, school, "2024-11-04", 1) : "")
  );
};
const numbers = Array.from({ length: 30 }, (_, number) => number);
const rows = [
  threeSchools,
  ...numbers.map((number) => student(number, alder, { isAbsent: number < 20, hasLeft: number > 23 })),
  ...numbers.map((number) => student(30 + number, birch, { isAbsent: number < 15 })),
].join("\n");

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await publishedMini(rows);
});
afterAll(() => warehouse.close());

const atAlder: Slice = {
  measures: ["days_absent", "cumulative_enrollment"],
  by: ["school"],
  where: [{ dimension: "school", op: "in", values: [alder] }],
  compare: "district",
};
const principal = readerWith({ schools: [alder], mayReadStudents: true });

async function ask(slice: Slice, reader: Reader = principal) {
  const [answer] = (await warehouse.answer([slice], reader)).answers;
  if (!answer) throw new Error("No answer came.");
  return answer;
}

describe("what is published of the whole district", () => {
  it("stands beside a principal's own numbers, and is nobody's that she may not see", async () => {
    const answer = await ask(atAlder);
    expect(answer.rows).toEqual([
      expect.objectContaining({
        days_absent: 20,
        days_absent__district: 35,
        days_absent__difference: -15,
        cumulative_enrollment: 30,
        cumulative_enrollment__district: 60,
      }),
    ]);
    expect(answer.columns.find(({ key }) => key === "days_absent__district")).toMatchObject({
      label: expect.stringMatching(/, whole district$/),
      part: "district",
    });
    const elsewhere = { ...atAlder, where: [{ dimension: "school", op: "in" as const, values: [birch] }] };
    expect((await ask(elsewhere)).rows).toEqual([]);
  });

  it("is hidden where it is hidden from everybody else, though her own number is exact", async () => {
    const answer = await ask({ ...atAlder, measures: ["exits_before_year_end"] });
    expect(answer.rows[0]).toMatchObject({ exits_before_year_end: 6, exits_before_year_end__district: null });
    expect(answer.marks).toEqual([
      { part: "rows", row: 0, column: "exits_before_year_end__district", mark: "suppressed" },
      { part: "rows", row: 0, column: "exits_before_year_end__difference", mark: "suppressed" },
    ]);
  });

  it("is the number that the board is told", async () => {
    const [beside] = (await ask(atAlder)).rows;
    const [told] = (await ask({ measures: ["days_absent"] }, aggregatesOnly)).rows;
    expect(beside?.days_absent__district).toBe(told?.days_absent);
  });

  it("stands beside each row of a total and a group too", async () => {
    const answer = await ask({ ...atAlder, totals: "all" });
    expect(answer.totals[0]).toMatchObject({
      cumulative_enrollment: 30,
      cumulative_enrollment__district: 60,
    });
    const byGroup = await ask({ ...atAlder, measures: ["chronic_absence_rate"], by: ["student_group"] });
    const all = byGroup.rows.find(({ student_group }) => JSON.stringify(student_group).includes('"ALL"'));
    expect(all).toMatchObject({ chronic_absence_rate: 0, chronic_absence_rate__district: 0 });
  });

  it("may be ordered by", async () => {
    const answer = await ask(
      { ...atAlder, where: [], order: [{ column: "days_absent__difference", direction: "desc" }] },
      readerWith({ mayReadStudents: true }),
    );
    const differences = answer.rows.map(({ days_absent__difference }) => Number(days_absent__difference));
    expect(differences).toEqual([...differences].sort((a, b) => b - a));
  });

  it("is refused by what is not published, and for a subject that the reader has no grant for", async () => {
    await expect(ask({ ...atAlder, by: ["school", "grade"] })).rejects.toMatchObject({
      code: "not_published",
    });
    const clerk = readerWith({ schools: [alder], mayReadStudents: true, subjects: ["students"] });
    const special: Slice = { ...atAlder, measures: ["iep_students"] };
    expect((await ask(special, clerk)).rows).toEqual([]);
  });
});
