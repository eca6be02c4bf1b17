import { afterAll, beforeAll, expect, it } from "vitest";
import { alder, birch, cedar, rosterStudent, spell, threeSchools } from "../../build/mini-district.ts";
import type { Warehouse } from "../../open-warehouse.ts";
import { everyone, publishedMini, readerWith } from "../../published-mini.ts";
import type { Filter } from "../slice.ts";

/** Alder and Birch have submitted attendance every day, Cedar nothing since the end of February. */
const submitted = (school: string, until: string) => `
  insert into stg_feed_submission (source, organization_id, feed, school_day_on, submitted_on)
  select 'sis', organization_id, 'attendance', calendar_on, calendar_on from stg_calendar_day
  where organization_id = '${school}' and calendar_on <= '${until}';`;
const rows = [
  threeSchools,
  rosterStudent("sis", "ann", "9000000001"),
  spell("ann", alder, "2024-08-12", null),
  submitted(alder, "2025-03-28"),
  submitted(birch, "2025-03-28"),
  submitted(cedar, "2025-02-28"),
].join("\n");

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await publishedMini(rows);
});
afterAll(() => warehouse.close());

const coverage = async (where: Filter[] = [], reader = everyone) => {
  const [answer] = (await warehouse.answer([{ measures: ["attendance_rate"], where }], reader)).answers;
  return [answer?.coverage, answer?.missing.map(({ label }) => label), answer?.fresh_through];
};
const ofSchools = (...values: string[]): Filter[] => [{ dimension: "school", op: "in", values }];

it("says how many of the schools that must report have, and names the others", async () => {
  expect(await coverage()).toEqual([{ reported: 2, expected: 3 }, ["Cedar Charter"], "2025-03-28"]);
});

it("is that of the schools that are asked for", async () => {
  expect(await coverage(ofSchools(alder))).toEqual([{ reported: 1, expected: 1 }, [], "2025-03-28"]);
  expect(await coverage(ofSchools("Cedar Charter"))).toEqual([
    { reported: 0, expected: 1 },
    ["Cedar Charter"],
    "2025-02-28",
  ]);
});

it("is that of the school a child goes to, for whoever may see the child", async () => {
  const parent = (id: string) => readerWith({ scope: { kind: "student", ids: [id] }, mayReadStudents: true });
  expect(await coverage([], parent("9000000001"))).toEqual([{ reported: 1, expected: 1 }, [], "2025-03-28"]);
  expect(await coverage([], parent("9000000009"))).toEqual([{ reported: 0, expected: 0 }, [], null]);
});

it("is that of the schools that the reader may see", async () => {
  const principal = readerWith({ schools: [birch], mayReadStudents: true });
  expect(await coverage([], principal)).toEqual([{ reported: 1, expected: 1 }, [], "2025-03-28"]);
  expect(await coverage(ofSchools(cedar), principal)).toEqual([{ reported: 0, expected: 0 }, [], null]);
});

it("is that of an operator's schools while it ran them: the days after are the next operator's", async () => {
  const handedOver = await publishedMini(
    [
      rows,
      `insert into stg_organization
        (organization_id, name, kind, level, charter_funding, must_report, source_system, valid_from, source, operator_id)
        values ('${cedar}', 'Cedar Charter', 'school', 'high', 'directly_funded', true, 'charter', '2025-02-01', 'sis', 'harbor');
      update stg_organization set operator_id = 'bright' where organization_id = '${cedar}' and valid_from < '2025-02-01';`,
    ].join("\n"),
  );
  const reportedBy = async (operator: string) => {
    const reader = readerWith({ scope: { kind: "operator", ids: [operator] }, mayReadStudents: true });
    const [answer] = (await handedOver.answer([{ measures: ["attendance_rate"] }], reader)).answers;
    return [answer?.coverage, answer?.fresh_through];
  };
  expect(await reportedBy("bright")).toEqual([{ reported: 1, expected: 1 }, "2025-01-31"]);
  expect(await reportedBy("harbor")).toEqual([{ reported: 0, expected: 1 }, "2025-02-28"]);
  handedOver.close();
});
