import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, makeBench } from "../oneroster-testing/accepted-package.ts";
import {
  type PackageCopy,
  put,
  rowsOf,
  setMode,
  textOf,
  writeZip,
} from "../oneroster-testing/package-copy.ts";
import { checkPackage } from "./check-package.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await makeBench();
});

afterAll(() => bench.remove());

const check = async (copy: PackageCopy, isTolerant = true) =>
  checkPackage(await writeZip(copy, bench.folder), isTolerant);

/** A repair in one line: where, and what was done. */
const repairsIn = ({ repairs = [] }: Awaited<ReturnType<typeof checkPackage>>) =>
  repairs.map(({ code, file, row, field }) =>
    [file, row, field, code].filter((part) => part !== null).join(" "),
  );

type Change = (copy: PackageCopy) => unknown;

const rename =
  (file: string, from: string, to: string): Change =>
  (copy) =>
    rowsOf(copy, file).forEach((row, index) => {
      if (index === 0) row.splice(row.indexOf(from), 1, to);
    });

const asFile =
  (name: string, file: string): Change =>
  (copy) => {
    copy.raw.push([name, Buffer.from(textOf(copy, file))]);
    copy.tables.delete(file);
  };

const dates =
  (...values: string[]): Change =>
  (copy) =>
    values.map((value, index) => put(copy, ["enrollments", index + 2], { beginDate: value }));

describe("a tolerant check repairs and lists", () => {
  test.each<[string, Change, string[]]>([
    ["file names in another case", asFile("Orgs.CSV", "orgs"), ["orgs.csv repair.file_name_case"]],
    ["a header in another case", rename("orgs", "parentSourcedId", "ParentSourcedID"), ["orgs.csv 1 parentSourcedId repair.misspelt_header"]],
    ["a header with other separators", rename("orgs", "parentSourcedId", "parent_sourced_id"), ["orgs.csv 1 parentSourcedId repair.misspelt_header"]],
    ["a header with a letter missing", rename("orgs", "identifier", "identifer"), ["orgs.csv 1 identifier repair.misspelt_header"]],
    ["columns in another order", (p) => { for (const row of rowsOf(p, "orgs")) row.push(...row.splice(3, 1)); }, ["orgs.csv 1 name repair.column_order"]],
    ["extra columns", (p) => { for (const [i, row] of rowsOf(p, "orgs").entries()) row.splice(1, 0, i === 0 ? "region" : "x"); }, ["orgs.csv 1 region repair.extra_column"]],
    ["a last column without a name", (p) => { for (const row of rowsOf(p, "orgs")) row.push(""); }, ["orgs.csv 1 repair.extra_column"]],
    ["own columns between the others", (p) => { for (const [i, row] of rowsOf(p, "orgs").entries()) row.unshift(i === 0 ? "metadata.x" : ""); }, ["orgs.csv 1 metadata.x repair.column_order"]],
    ["booleans in other words", (p) => { put(p, ["users", 2], { enabledUser: "TRUE" }); put(p, ["users", 3], { enabledUser: "No" }); }, ["users.csv 2 enabledUser repair.boolean_word", "users.csv 3 enabledUser repair.boolean_word"]],
    ["dates with the day first, where one proves it", dates("25/08/2026", "09/10/2026"), ["enrollments.csv 2 beginDate repair.date_format", "enrollments.csv 3 beginDate repair.date_format"]],
    ["dates with the month first, where one proves it", dates("8/25/2026", "9.10.2026"), ["enrollments.csv 2 beginDate repair.date_format", "enrollments.csv 3 beginDate repair.date_format"]],
    ["status and date of change in bulk", (p) => put(p, ["orgs", 2], { status: "active", dateLastModified: "yesterday" }), ["orgs.csv 2 dateLastModified repair.lifecycle_in_bulk", "orgs.csv 2 status repair.lifecycle_in_bulk"]],
  ])("%s", async (_what, change, repairs) => {
    const copy = await bench.accepted();
    change(copy);
    expect((await check(copy, false)).accepted).toBe(false);
    const found = await check(copy);
    expect(found).toMatchObject({ accepted: true, findings: [] });
    expect(repairsIn(found)).toEqual(repairs);
  }); // biome-ignore format: a repair a line reads as a table
});

describe("a tolerant check refuses what could mean two things", () => {
  test.each<[string, Change, string]>([
    ["dates that are no proof of their order", dates("09/10/2026", "10/11/2026"), "row.invalid_date"],
    ["dates that prove both orders", dates("25/08/2026", "08/25/2026"), "row.invalid_date"],
    ["a day that does not exist", dates("31/02/2026"), "row.invalid_date"],
    ["two headers that could be the same column", (p) => { rename("orgs", "identifier", "identifer")(p); for (const [i, row] of rowsOf(p, "orgs").entries()) row.push(i === 0 ? "identifierr" : ""); }, "schema.missing_header"],
    ["a column that is missing", (p) => { for (const row of rowsOf(p, "orgs")) row.pop(); }, "schema.missing_header"],
    ["a column twice", (p) => { for (const [i, row] of rowsOf(p, "orgs").entries()) row.push(i === 0 ? "name" : ""); }, "table.duplicate_header"],
    ["a record to be deleted in bulk", (p) => put(p, ["orgs", 2], { status: "tobedeleted" }), "row.field_forbidden_in_bulk"],
    ["a boolean that is a doubt", (p) => put(p, ["users", 2], { enabledUser: "maybe" }), "row.invalid_boolean"],
    ["a file name twice but for its case", (p) => p.raw.push(["ORGS.csv", Buffer.from("x")]), "package.duplicate_file"],
    ["an unknown word in another case", (p) => put(p, ["orgs", 3], { type: "School" }), "row.invalid_enum"],
  ])("%s", async (_what, change, code) => {
    const copy = await bench.accepted();
    change(copy);
    const { accepted, findings } = await check(copy);
    expect(accepted).toBe(false);
    expect(new Set(findings.map((finding) => finding.code))).toEqual(new Set([code]));
  }); // biome-ignore format: a doubt a line reads as a table

  test("the status of a change", async () => {
    const copy = await bench.accepted();
    setMode(copy, "demographics", "delta");
    const { findings } = await check(copy);
    expect(findings.at(0)).toMatchObject({ code: "row.field_required_in_delta", file: "demographics.csv" });
  });
});

test("a package without faults is not changed by tolerance", async () => {
  const copy = await bench.accepted();
  expect(await check(copy)).toEqual({ ...(await check(copy, false)), repairs: [] });
});
