import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { load } from "#pipelines";
import { type Filter, openWarehouse, readerFor, type Warehouse } from "#warehouse";
import { writeDistrict } from "../pipelines/synthetic/index.ts";
import { exactDistrict as district } from "./exact-district.ts";
import { readRecords } from "./naive/sources/records.ts";

const asOf = "2026-11-20";
const folder = mkdtempSync(join(tmpdir(), "rollbook-planted-"));
const source = join(folder, "source");
const reader = await readerFor({ district }, "admin", asOf);

type Rejection = { source: string; feed: string; file: string; line: number; field: string; code: string };
type Place = { state_student_id: string; organization_id: string };
type Expected = {
  rejections: Rejection[];
  facts: {
    silent_school: { organization_id: string; silent_since: string };
    students_without_section: Place[];
    students_with_clashes: Place[];
    students_with_missing_marks: Place[];
    iep_without_enrollment: (Place & { sped_student_id: string })[];
    iep_at_another_school: (Place & { sped_organization_id: string; moved: string })[];
    students_with_two_ids: (Place & { student_id: string; second_student_id: string })[];
    enrollment_differences: (Place & { difference: string })[];
  };
};

let warehouse: Warehouse;
let expected: Expected;
/** "Last, First" by state student id. */
let names: Map<string, string>;

beforeAll(async () => {
  const dataDir = join(folder, "data");
  await writeDistrict({ students: 1500, years: 2, seed: 1, out: source, asOf });
  await load({ district, dataDir, path: source, asOf });
  warehouse = await openWarehouse({ dataDir, district });
  expected = JSON.parse(readFileSync(join(source, "expected-findings.json"), "utf8"));
  const users = readRecords(source).roster("users.csv");
  names = new Map(
    users.map((user) => [
      user.of("userMasterIdentifier"),
      `${user.of("familyName")}, ${user.of("givenName")}`,
    ]),
  );
});

afterAll(() => {
  warehouse?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Who is counted, as "school name", sorted. */
async function counted(measure: string, where: Filter[] = []): Promise<string[]> {
  const slice = { measures: [measure], by: ["school", "student"], where };
  const { answers } = await warehouse.answer([slice], reader);
  return (answers[0]?.rows ?? [])
    .filter((row) => typeof row[measure] === "number" && row[measure] > 0)
    .map((row) => {
      const [school, student] = [row.school, row.student];
      if (school === null || typeof school !== "object" || student === null || typeof student !== "object")
        throw new Error("A dimension has a key and a label.");
      return `${school.key} ${student.label}`;
    })
    .sort();
}

const named = (places: { state_student_id: string; organization_id: string }[]) =>
  places.map((place) => `${place.organization_id} ${names.get(place.state_student_id)}`).sort();

describe("what was planted in the source files is what a load finds", () => {
  test("every refused row, with file, line, field and code, and no other", async () => {
    const rows = await warehouse.view("rejections", {}, reader);
    const order = (a: Rejection, b: Rejection) =>
      `${a.file} ${String(a.line).padStart(9)}` < `${b.file} ${String(b.line).padStart(9)}` ? -1 : 1;
    const found = rows.map(
      (row): Rejection => ({
        source: String(row.source),
        feed: String(row.feed),
        file: String(row.file),
        line: Number(row.line),
        field: String(row.field),
        code: String(row.code),
      }),
    );
    expect(found.sort(order)).toEqual([...expected.rejections].sort(order));
    expect(new Set(found.map(({ code }) => code))).toEqual(
      new Set([
        "row.duplicate_key",
        "row.invalid_code",
        "row.invalid_date",
        "reference.unknown_organization",
        "semantic.absence_on_non_school_day",
      ]),
    );
  });

  test("no row of any file is lost: read = loaded + rejected + quarantined", () => {
    const { sources } = warehouse.manifest();
    expect(sources.length).toBeGreaterThan(30);
    for (const { file, read, loaded, rejected, quarantined } of sources)
      expect(loaded + rejected + quarantined, file).toBe(read);
    const refused = sources.reduce((sum, { rejected }) => sum + rejected, 0);
    expect(refused).toBe(expected.rejections.length);
  });

  test("60 students without a class, 20 with clashes and 12 with missing marks at four schools", async () => {
    const { students_without_section, students_with_clashes, students_with_missing_marks } = expected.facts;
    expect(await counted("students_without_class")).toEqual(named(students_without_section));
    expect(await counted("students_with_clashes")).toEqual(named(students_with_clashes));
    expect(await counted("students_with_missing_marks")).toEqual(named(students_with_missing_marks));
    expect(
      [students_without_section, students_with_clashes, students_with_missing_marks].map((all) => all.length),
    ).toEqual([60, 20, 12]);
    const schools = new Set(
      [...students_without_section, ...students_with_clashes, ...students_with_missing_marks].map(
        ({ organization_id }) => organization_id,
      ),
    );
    expect(schools.size).toBe(4);
  });

  test("9 plans without an enrolment and 6 at another school, 2 of them moved from district to charter", async () => {
    const { iep_without_enrollment, iep_at_another_school } = expected.facts;
    const elsewhere = iep_at_another_school.map((place) => ({
      ...place,
      organization_id: place.sped_organization_id,
    }));
    expect(iep_without_enrollment).toHaveLength(9);
    expect(iep_at_another_school).toHaveLength(6);
    expect(await counted("records_without_enrollment")).toEqual(named(iep_without_enrollment));
    expect(await counted("records_at_other_school")).toEqual(named(elsewhere));
    expect(await counted("record_mismatches")).toHaveLength(15);
    expect(iep_at_another_school.filter(({ moved }) => moved === "district_to_charter")).toHaveLength(2);
  });

  test("students enrolled here or in the source and not in both", async () => {
    expect(await counted("enrollment_difference")).toEqual(named(expected.facts.enrollment_differences));
  });

  test("4 students with two ids in one system are one person each", async () => {
    const { students_with_two_ids } = expected.facts;
    const check = warehouse.manifest().checks.find((one) => one.check === "one-id-per-student");
    expect(check).toMatchObject({
      kind: "report",
      passed: false,
      examples: ["source: camino, students: 4, ids: 8"],
    });
    const enrolled = await counted("enrollment");
    for (const who of named(students_with_two_ids))
      expect(enrolled.filter((one) => one === who)).toHaveLength(1);
  });

  test("the silent school is missing from every answer about attendance", async () => {
    const { answers } = await warehouse.answer([{ measures: ["attendance_rate"] }], reader);
    expect(answers[0]?.missing.map(({ key }) => key)).toEqual([expected.facts.silent_school.organization_id]);
  });
});
