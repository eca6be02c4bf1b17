import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { createStagingTables } from "../delimited/staging-tables.ts";
import { createPackageTables, packageFiles } from "../oneroster-binding/binding.ts";
import { allFields } from "../oneroster-binding/field.ts";
import { stagePackage } from "./stage-package.ts";

/** A small sound package: a school with a class, a teacher, a student and a mark. */
const sound: Record<string, Record<string, string>[]> = {
  academicSessions: [
    { sourcedId: "year", title: "2026-27", type: "schoolYear", startDate: "2026-08-10", endDate: "2027-06-01", schoolYear: "2027" },
    { sourcedId: "fall", title: "Fall", type: "semester", startDate: "2026-08-10", endDate: "2026-12-18", parentSourcedId: "year", schoolYear: "2027" },
  ],
  orgs: [
    { sourcedId: "district", name: "District", type: "district" },
    { sourcedId: "school", name: "School", type: "school", parentSourcedId: "district" },
  ],
  courses: [{ sourcedId: "algebra", title: "Algebra", orgSourcedId: "school", schoolYearSourcedId: "year" }],
  classes: [
    { sourcedId: "class", title: "Algebra 1", courseSourcedId: "algebra", classType: "scheduled", schoolSourcedId: "school", termSourcedIds: "fall,year", periods: "1" },
    { sourcedId: "other", title: "Algebra 2", courseSourcedId: "algebra", classType: "scheduled", schoolSourcedId: "school", termSourcedIds: "fall", periods: "2" },
  ],
  users: [
    { sourcedId: "ada", enabledUser: "true", username: "ada", givenName: "Ada", familyName: "L", password: "hunter2", primaryOrgSourcedId: "school" },
    { sourcedId: "bob", enabledUser: "true", username: "bob", givenName: "Bob", familyName: "T" },
  ],
  roles: [
    { sourcedId: "r1", userSourcedId: "ada", roleType: "primary", role: "student", orgSourcedId: "school" },
    { sourcedId: "r2", userSourcedId: "bob", roleType: "primary", role: "teacher", orgSourcedId: "school", userProfileSourcedId: "p1" },
    { sourcedId: "r3", userSourcedId: "bob", roleType: "secondary", role: "aide", orgSourcedId: "school" },
  ],
  userProfiles: [
    { sourcedId: "p1", userSourcedId: "bob", profileType: "app", vendorId: "v", credentialType: "password", username: "bob", password: "hunter3" },
    { sourcedId: "p2", userSourcedId: "ada", profileType: "app", vendorId: "v", credentialType: "password", username: "ada" },
  ],
  enrollments: [{ sourcedId: "e1", classSourcedId: "class", schoolSourcedId: "school", userSourcedId: "ada", role: "student" }],
  demographics: [{ sourcedId: "ada", birthDate: "2012-02-29", sex: "female" }],
  categories: [{ sourcedId: "grade", title: "Grade", weight: "1" }],
  lineItems: [
    { sourcedId: "final", title: "Final", assignDate: "2026-12-01", dueDate: "2026-12-18", classSourcedId: "class", categorySourcedId: "grade", academicSessionSourcedId: "fall", resultValueMin: "0", resultValueMax: "100", schoolSourcedId: "school" },
  ],
  results: [{ sourcedId: "mark", lineItemSourcedId: "final", studentSourcedId: "ada", scoreStatus: "fully graded", score: "87.5", scoreDate: "2026-12-18" }],
}; // biome-ignore format: a record a line reads as a file

type Change = { file: string; row?: number; values?: Record<string, string>; add?: Record<string, string> };

let folder: string;
let connection: DuckDBConnection;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-package-"));
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await createStagingTables(connection, []);
  await createPackageTables(connection);
});

afterEach(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

function filesOf(changes: Change[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const file of packageFiles) {
    const records = sound[file.name]?.map((values) => ({ ...values }));
    if (!records) continue;
    for (const { row, values, add } of changes.filter((change) => change.file === file.name)) {
      if (add) records.push({ ...add });
      if (row !== undefined) records[row] = { ...records[row], ...values };
    }
    const header = allFields(file).map(([name]) => name);
    const cell = (value = "") => (value.includes(",") ? `"${value}"` : value);
    const lines = records.map((values) => header.map((name) => cell(values[name])).join(","));
    files.set(`${file.name}.csv`, `${[header.join(","), ...lines].join("\n")}\n`);
  }
  const modes = packageFiles.map(({ name }) => `file.${name},${name in sound ? "bulk" : "absent"}`);
  const manifest = ["propertyName,value", "manifest.version,1.0", "oneroster.version,1.2", ...modes];
  return files.set("manifest.csv", `${manifest.join("\n")}\n`);
}

async function zip(files: Map<string, string>): Promise<string> {
  const archive = new ZipFile();
  for (const [name, content] of files) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  const path = join(folder, "package.zip");
  await pipeline(archive.outputStream, createWriteStream(path));
  return path;
}

const stage = async (path: string) =>
  stagePackage(connection, {
    source: "sis",
    file: "package.zip",
    path,
    workDir: folder,
    sha256: "0".repeat(64),
    landed_at: "2026-11-20T00:00:00Z",
    isTolerant: false,
  });

const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
const findings = () => rowsOf("select file, line::integer, field, code from stg_rejection order by all");

test("a sound package is loaded whole, and its counts close file by file", async () => {
  const counts = await stage(await zip(filesOf([])));
  expect(await findings()).toEqual([]);
  expect(counts).toEqual({ read: 19, loaded: 19, rejected: 0, quarantined: 0, repaired: 0 });
  expect(await rowsOf("select count(*)::integer from stg_file where rows_read = rows_loaded")).toEqual([
    [12],
  ]);
  expect(await rowsOf("select score, score_date::varchar, line::integer, file from stg_or_result")).toEqual([
    [87.5, "2026-12-18", 2, "package.zip/results.csv"],
  ]);
});

test("passwords are neither read nor kept", async () => {
  await stage(await zip(filesOf([])));
  const columns = await rowsOf(
    "select table_name, column_name from duckdb_columns() where column_name ilike '%password%'",
  );
  expect(columns).toEqual([]);
  const kept = await rowsOf("select count(*)::integer from stg_or_user u where u::varchar like '%hunter%'");
  expect(kept).toEqual([[0]]);
});

describe("one mutation of a sound package refuses it whole, with its finding", () => {
  test.each<[string, Change, [number | null, string, string]]>([
    ["a session of an unknown type", { file: "academicSessions", row: 1, values: { type: "quarter" } }, [3, "type", "row.invalid_enum"]],
    ["a day that does not exist", { file: "enrollments", row: 0, values: { beginDate: "2026-02-29" } }, [2, "beginDate", "row.invalid_date"]],
    ["a weight that is no integer", { file: "categories", row: 0, values: { weight: "1.5" } }, [2, "weight", "row.invalid_integer"]],
    ["a score that is no number", { file: "results", row: 0, values: { score: "A" } }, [2, "score", "row.invalid_float"]],
    ["a user id without its type", { file: "users", row: 1, values: { userIds: "{sis:1},77" } }, [3, "userIds", "row.invalid_list"]],
    ["one bad guid in a list", { file: "classes", row: 0, values: { termSourcedIds: "fall,bad id" } }, [2, "termSourcedIds", "row.invalid_guid"]],
    ["a status in a bulk file", { file: "orgs", row: 1, values: { status: "active" } }, [3, "status", "row.field_forbidden_in_bulk"]],
    ["more subjects than codes", { file: "courses", row: 0, values: { subjects: "a,b", subjectCodes: "1" } }, [2, "subjectCodes", "row.invalid_list"]],
    ["a term nobody sent", { file: "classes", row: 1, values: { termSourcedIds: "fall,spring" } }, [3, "termSourcedIds", "reference.missing_target_record"]],
    ["demographics of nobody", { file: "demographics", row: 0, values: { sourcedId: "eve" } }, [2, "sourcedId", "reference.missing_target_record"]],
    ["the same class twice", { file: "enrollments", add: { ...sound.enrollments?.[0] } }, [3, "sourcedId", "reference.duplicate_sourced_id"]],
    ["two primary roles at a school", { file: "roles", row: 2, values: { roleType: "primary" } }, [4, "roleType", "semantic.multiple_primary_roles_for_user_org"]],
    ["a primary organisation without a role", { file: "users", row: 0, values: { primaryOrgSourcedId: "district" } }, [2, "primaryOrgSourcedId", "semantic.primary_org_missing_role"]],
    ["a role with somebody else's profile", { file: "roles", row: 1, values: { userProfileSourcedId: "p2" } }, [3, "userProfileSourcedId", "semantic.user_profile_user_mismatch"]],
    ["a course whose year is a term", { file: "courses", row: 0, values: { schoolYearSourcedId: "fall" } }, [2, "schoolYearSourcedId", "semantic.academic_session_type_mismatch"]],
    ["a class at the district", { file: "classes", row: 1, values: { schoolSourcedId: "district" } }, [3, "schoolSourcedId", "semantic.org_type_mismatch"]],
    ["a range upside down", { file: "lineItems", row: 0, values: { resultValueMin: "101" } }, [2, "resultValueMin", "semantic.invalid_score_range"]],
    ["a score above the range", { file: "results", row: 0, values: { score: "100.5" } }, [2, "score", "semantic.score_above_max"]],
    ["a mark for somebody not in the class", { file: "results", row: 0, values: { studentSourcedId: "bob" } }, [2, "studentSourcedId", "semantic.result_student_not_enrolled"]],
  ])("%s", async (_name, change, [line, field, code]) => {
    const counts = await stage(await zip(filesOf([change])));
    expect(await findings()).toEqual([[`package.zip/${change.file}.csv`, line, field, code]]);
    expect(counts).toMatchObject({ loaded: 0, rejected: counts.read });
    expect(await rowsOf("select count(*)::integer from stg_or_user")).toEqual([[0]]);
  }); // biome-ignore format: a mutation a line
});

describe("a ZIP that is not a package", () => {
  test.each([
    ["a file of its own", "notes.txt", "package.unknown_file"],
    ["a folder", "export/users.csv", "package.unknown_file"],
    ["another case", "Users.csv", "package.unknown_file"],
  ])("with %s", async (_name, file, code) => {
    await stage(await zip(filesOf([]).set(file, "x")));
    expect(await findings()).toEqual([[`package.zip/${file}`, null, null, code]]);
  });

  test("with a path that leads out of the folder is not unpacked", async () => {
    const path = await zip(new Map([["aa/aa/users.csv", "x"]]));
    const { readFileSync } = await import("node:fs");
    writeFileSync(
      path,
      Buffer.from(readFileSync(path).toString("latin1").replaceAll("aa/aa/", "../../"), "latin1"),
    );
    await expect(stage(path)).rejects.toThrow(/leads out of the ZIP/);
  });

  test("that unpacks to far more than it is, is refused before it is unpacked", async () => {
    await stage(await zip(filesOf([]).set("users.csv", "a".repeat(100 * 1024 ** 2))));
    expect(await findings()).toEqual([["package.zip/users.csv", null, null, "package.file_too_large"]]);
  });

  test("at all", async () => {
    const path = join(folder, "package.zip");
    writeFileSync(path, "sourcedId,name\n");
    await expect(stage(path)).rejects.toThrow(/package.zip is not a sound ZIP file .*Send it again/);
  });
});

test("a package of changes is checked, and not loaded as if it were all there is", async () => {
  const files = filesOf([]);
  files.set(
    "categories.csv",
    "sourcedId,status,dateLastModified,title,weight\ngrade,active,2026-11-01T00:00:00.000Z,Grade,1\n",
  );
  files.set(
    "manifest.csv",
    (files.get("manifest.csv") ?? "").replace("file.categories,bulk", "file.categories,delta"),
  );
  await expect(stage(await zip(files))).rejects.toThrow(/categories is "delta"/);
});
