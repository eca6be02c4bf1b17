import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absences, alder, rosterStudent, spell, threeSchools } from "../../build/mini-district.ts";
import type { Warehouse } from "../../open-warehouse.ts";
import { everyone, publishedMini } from "../../published-mini.ts";
import type { Answer, Slice } from "../slice.ts";

/** A second school called Alder, and a student at each: Ann missed 3 days in September and 2 in October, Bo none. */
const namesake = "07612340000005";
const rows = `
  ${threeSchools}
  insert into stg_organization
    (organization_id, name, kind, level, charter_funding, must_report, source_system, valid_from, source) values
    ('${namesake}', 'Alder', 'school', 'elementary', 'not_charter', true, 'sis', '2020-07-01', 'sis');
  insert into stg_calendar_day (organization_id, track, calendar_on, day_type, school_month, term)
    select organization_id, 'A', cast(calendar_on - 364 as date), day_type, school_month, term from stg_calendar_day;
  ${rosterStudent("sis", "ann", "9000000001", "Ann Ash")}
  ${rosterStudent("sis", "bo", "9000000002", "Bo Birch")}
  ${spell("ann", alder, "2023-08-14", "2024-06-13")}
  ${spell("ann", alder, "2024-08-12", null)}
  ${spell("bo", namesake, "2024-08-12", null)}
  ${absences("ann", alder, "2024-09-02", 3)}
  ${absences("ann", alder, "2024-10-07", 2)}
  insert into stg_discipline_action (source, action_id, student_id, organization_id, occurred_on, kind, days)
    values ('sis', 'd1', 'ann', '${alder}', '2024-03-04', 'out_of_school_suspension', 1);
`;

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await publishedMini(rows);
});
afterAll(() => warehouse.close());

const ask = async (slice: Slice): Promise<Answer> => {
  const [answer] = (await warehouse.answer([slice], everyone)).answers;
  if (!answer) throw new Error("no answer");
  return answer;
};
const inYears = (op: "in" | "not_in" | "between", ...values: string[]) => [
  { dimension: "school_year", op, values },
];
const inMonths = (...values: string[]) => [{ dimension: "month", op: "in" as const, values }];

describe("a question without a year", () => {
  it("is about one year on both sides of a rate, though only one of its facts has gone on", async () => {
    const answer = await ask({ measures: ["enrollment", "suspension_rate"] });
    expect(answer.rows).toEqual([
      {
        enrollment: 2,
        suspension_rate: 1,
        suspension_rate__numerator: 1,
        suspension_rate__denominator: 1,
      },
    ]);
    expect(answer.notes).toEqual([
      "School year 2024-25 for enrollment, the latest with data.",
      "School year 2023-24 for suspension_rate, the latest with data.",
    ]);
  });

  it("has no number for a fact that never had a row", async () => {
    const { rows: found, marks } = await ask({ measures: ["evaluations_overdue"] });
    expect(found).toEqual([{ evaluations_overdue: null }]);
    expect(marks).toEqual([{ part: "rows", row: 0, column: "evaluations_overdue", mark: "no_data" }]);
  });
});

it("years that were never loaded have no number, however they are asked for", async () => {
  const of = async (where: Slice["where"]) =>
    (await ask({ measures: ["enrollment"], where })).rows[0]?.enrollment;
  expect(await of(inYears("in", "2010-11"))).toBeNull();
  expect(await of(inYears("between", "2010-11", "2012-13"))).toBeNull();
  expect(await of(inYears("not_in", "2023-24", "2024-25"))).toBeNull();
  expect(await of(inYears("between", "2024-25", "2030-31"))).toBe(2);
});

describe("a running total of several months", () => {
  it("is that of the last of them", async () => {
    const measures = ["days_absent"];
    const of = async (...months: string[]) => (await ask({ measures, where: inMonths(...months) })).rows;
    expect(await of("2024-09")).toEqual([{ days_absent: 3 }]);
    expect(await of("2024-09", "2024-10", "2030-01")).toEqual([{ days_absent: 5 }]);
  });

  it("is so in the total under a table by month", async () => {
    const where = inMonths("2024-09", "2024-10");
    const { rows: found, totals } = await ask({
      measures: ["days_absent"],
      by: ["month"],
      where,
      totals: "all",
    });
    expect(found.map(({ days_absent }) => days_absent)).toEqual([3, 5]);
    expect(totals).toEqual([{ days_absent: 5 }]);
  });
});

it("the last day is compared with the same weekday of the year before", async () => {
  const { rows: found } = await ask({
    measures: ["daily_attendance_rate"],
    by: ["date"],
    where: [{ dimension: "date", op: "between", values: ["2025-03-28", "2025-03-28"] }],
    compare: "previous_year",
  });
  expect(found).toMatchObject([{ date: { key: "2025-03-28" }, daily_attendance_rate__previous: 1 }]);
});

it("schools of one name stand in the order of their keys", async () => {
  const order = [{ column: "enrollment", direction: "desc" as const }];
  const { rows: found } = await ask({ measures: ["enrollment"], by: ["school"], order });
  expect(found.map(({ school }) => school)).toEqual([
    { key: namesake, label: "Alder" },
    { key: alder, label: "Alder" },
  ]);
});
