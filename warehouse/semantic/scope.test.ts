import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absences, alder, birch, cedar, rosterStudent, spell, threeSchools } from "../build/mini-district.ts";
import type { Grant, Reader } from "../district.ts";
import type { Warehouse } from "../open-warehouse.ts";
import { publishedMini, readerWith } from "../published-mini.ts";
import { mayReadStudents, scopeOf } from "./scope.ts";
import type { Slice } from "./slice.ts";

/**
 * Ann is at Alder, Ben went from Birch to Alder in January, Cleo is at Cedar, which Harbor has run since February and
 * the district before. Alder and Birch lie in the North, Cedar in the South.
 */
const rows = [
  threeSchools,
  "update stg_organization set region = if(name = 'Cedar Charter', 'South', 'North');",
  `insert into stg_organization
    (organization_id, name, kind, level, region, charter_funding, must_report, source_system, valid_from, source, operator_id)
    values ('${cedar}', 'Cedar Charter', 'school', 'high', 'South', 'directly_funded', true, 'charter', '2025-02-01', 'sis', 'harbor');`,
  rosterStudent("sis", "ann", "9000000001", "Ann Archer"),
  rosterStudent("sis", "ben", "9000000002", "Ben Brook"),
  rosterStudent("sis", "cleo", "9000000003", "Cleo Cane"),
  spell("ann", alder, "2024-08-12", null),
  spell("ben", birch, "2024-08-12", "2025-01-10", "transfer"),
  spell("ben", alder, "2025-01-13", null),
  spell("cleo", cedar, "2024-08-12", null),
  absences("ben", birch, "2024-09-02", 4),
  absences("ben", alder, "2025-02-03", 1),
  absences("cleo", cedar, "2024-09-02", 2),
  absences("cleo", cedar, "2025-03-03", 3),
].join("\n");

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await publishedMini(rows);
});
afterAll(() => warehouse.close());

const byName: Slice = { measures: ["days_absent"], by: ["student"] };
const absencesByDay: Slice = { measures: ["daily_attendance_rate"], by: ["student", "school"] };

async function seen(reader: Reader, slice = byName): Promise<Record<string, unknown>> {
  const [answer] = (await warehouse.answer([slice], reader)).answers;
  const value = slice.measures[0] ?? "";
  return Object.fromEntries((answer?.rows ?? []).map((row) => [labelOf(row.student), row[value]]));
}
const labelOf = (cell: unknown) =>
  typeof cell === "object" && cell !== null && "label" in cell ? String(cell.label) : "";
const over = (scope: Grant["scope"], rest: Partial<Grant> = {}) => {
  const { grants, ...reader } = readerWith({ scope, mayReadStudents: true });
  return { ...reader, grants: grants.map((grant) => ({ ...grant, ...rest })) };
};

describe("a grant", () => {
  it("over a school gives a transferred student's days there, and none of those before", async () => {
    expect(await seen(over({ kind: "school", ids: [alder] }))).toEqual({ "Archer, Ann": 0, "Brook, Ben": 1 });
    expect(await seen(over({ kind: "school", ids: [birch] }))).toEqual({ "Brook, Ben": 4 });
  });

  it("gives the days at the school before only where it says so, and only of students who are there now", async () => {
    const withHistory = { mayReadHistory: true };
    expect(await seen(over({ kind: "school", ids: [alder] }, withHistory))).toEqual({
      "Archer, Ann": 0,
      "Brook, Ben": 5,
    });
    expect(await seen(over({ kind: "school", ids: [birch] }, withHistory))).toEqual({ "Brook, Ben": 4 });
  });

  it("over a region reaches the schools that lie in it", async () => {
    expect(await seen(over({ kind: "region", ids: ["North"] }))).toEqual({
      "Archer, Ann": 0,
      "Brook, Ben": 5,
    });
    expect(Object.keys(await seen(over({ kind: "region", ids: ["South"] })))).toEqual(["Cane, Cleo"]);
  });

  it("over an operator reaches what its schools recorded while it ran them", async () => {
    const reader = over({ kind: "operator", ids: ["harbor"] });
    const days: Slice = { ...absencesByDay, by: ["student", "date"] };
    const [answer] = (await warehouse.answer([days], reader)).answers;
    const dates = answer?.rows.map((row) => labelOf(row.date)).sort() ?? [];
    expect([dates[0], dates.at(-1)]).toEqual(["2025-02-03", "2025-03-28"]);
  });

  it("over a child reaches her wherever she was at school, and nobody else", async () => {
    const parent = over({ kind: "student", ids: ["9000000002"] });
    expect(await seen(parent)).toEqual({ "Brook, Ben": 5 });
    expect(
      await seen(parent, { ...byName, where: [{ dimension: "school", op: "in", values: [cedar] }] }),
    ).toEqual({});
  });

  it("adds to others, and an empty list reaches nothing", async () => {
    const [own] = over({ kind: "school", ids: [birch] }).grants;
    const child = over({ kind: "student", ids: ["9000000003"] });
    const both = { ...child, grants: [...child.grants, ...(own ? [own] : [])] };
    expect(await seen(both)).toEqual({ "Brook, Ben": 4, "Cane, Cleo": 5 });
    expect(await seen(over({ kind: "school", ids: [] }))).toEqual({});
  });

  it("shows students as numbers where it does not name them", async () => {
    const names = Object.keys(await seen(over({ kind: "district" }, { mayReadNames: false })));
    expect(names).toHaveLength(3);
    for (const name of names) expect(name).toMatch(/^Student \d+$/);
  });
});

it("history is not given of who was at the school at the end of an earlier year and is elsewhere now", async () => {
  const summer = await publishedMini(
    [
      threeSchools,
      rosterStudent("sis", "dee", "9000000004", "Dee Dale"),
      spell("dee", birch, "2023-08-14", "2024-06-14"),
      spell("dee", alder, "2024-08-12", null),
      absences("dee", alder, "2024-09-02", 3),
    ].join("\n"),
  );
  const principalOf = (school: string) =>
    over({ kind: "school", ids: [school] }, { mayReadHistory: true, role: "principal" });
  const daysAt = async (school: string) => {
    const [answer] = (await summer.answer([byName], principalOf(school))).answers;
    return answer?.rows.map(({ days_absent }) => days_absent);
  };
  expect(await daysAt(birch)).toEqual([]);
  expect(await daysAt(alder)).toEqual([3]);
  expect(await summer.findStudent("9000000004", principalOf(birch))).toBeNull();
  expect(await summer.findStudent("9000000004", principalOf(alder))).not.toBeNull();
  summer.close();
});

describe("a reader without special education", () => {
  const clerk = over({ kind: "district" }, { subjects: ["students"] });
  const groups = async (slice: Slice) => {
    const [answer] = (await warehouse.answer([slice], clerk)).answers;
    return answer?.rows.map(({ student_group }) => labelOf(student_group)) ?? [];
  };
  const refused = (slice: Slice) =>
    warehouse.answer([slice], clerk).then(
      () => null,
      (error: unknown) => error,
    );
  const forbidden = { code: "forbidden_dimension" };

  it("is not told who has a disability, by whatever way she asks", async () => {
    const slice: Slice = { measures: ["enrollment"] };
    const group = (op: "in" | "not_in", ...values: string[]): Slice => ({
      ...slice,
      where: [{ dimension: "student_group", op, values }],
    });
    expect(await refused({ ...slice, by: ["disability"] })).toMatchObject(forbidden);
    expect(await refused(group("in", "SWD"))).toMatchObject(forbidden);
    expect(await refused(group("not_in", "EL"))).toMatchObject(forbidden);
    expect(await refused(group("in", "EL"))).toBeNull();
    expect(await groups({ ...slice, by: ["student_group"] })).toEqual(["All students", "White"]);
  });

  it("finds neither the dimension nor the measures in her catalogue", () => {
    const { measures, dimensions } = warehouse.catalog(clerk);
    expect(dimensions.map(({ key }) => key)).not.toContain("disability");
    expect(measures.map(({ key }) => key)).not.toContain("iep_students");
  });
});

describe("where some grants reach students and others do not", () => {
  const [detail] = over({ kind: "school", ids: [birch] }).grants;
  const [counts] = over({ kind: "district" }, { mayReadStudents: false }).grants;
  const reader: Reader = {
    ...over({ kind: "district" }),
    grants: [detail, counts].flatMap((grant) => grant ?? []),
  };

  it("rows of students are those of the first kind only", () => {
    expect(mayReadStudents(reader)).toBe(true);
    const fact = { subject: "students" as const, hasOrganization: true };
    expect(scopeOf(reader, { ...fact, hasStudent: true })).toMatchObject({ kind: "some", schools: [birch] });
    expect(scopeOf(reader, { ...fact, hasStudent: false })).toEqual({ kind: "everything" });
  });
});
