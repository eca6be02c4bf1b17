import { packageFiles } from "../oneroster-binding/binding.ts";
import { allFields } from "../oneroster-binding/field.ts";
import { version11 } from "../oneroster-binding/versions.ts";
import { add, get, type PackageCopy, rowsOf, setMode } from "./package-copy.ts";

/** Adds a record of every file that the package has none of, about its first mark; what was accepted stays so. */
export function completed(copy: PackageCopy): PackageCopy {
  const lineItem = get(copy, "results", 2, "lineItemSourcedId");
  const ofClass = get(copy, "results", 2, "classSourcedId");
  const student = get(copy, "results", 2, "studentSourcedId");
  const line = rowsOf(copy, "classes").findIndex(([id]) => id === ofClass) + 1;
  const school = get(copy, "classes", line, "schoolSourcedId");
  const course = get(copy, "classes", line, "courseSourcedId");
  const learned = { source: "case", learningObjectiveId: "urn:uuid:11111111-1111-1111-1111-111111111111" };
  const inClass = { orgSourcedId: school, classSourcedId: ofClass };
  const profile = { profileType: "app", vendorId: "v", credentialType: "password", username: "u" };
  const result = get(copy, "results", 2, "sourcedId");
  const records: Record<string, Record<string, string>> = {
    userProfiles: { ...profile, userSourcedId: student, password: "" },
    scoreScales: {
      ...inClass,
      title: "L",
      type: "letter",
      courseSourcedId: course,
      scoreScaleValue: "{A:94},{B:84}",
    },
    lineItemLearningObjectiveIds: { ...learned, lineItemSourcedId: lineItem },
    lineItemScoreScales: { lineItemSourcedId: lineItem, scoreScaleSourcedId: "scoreScales-1" },
    resultLearningObjectiveIds: { ...learned, resultSourcedId: result },
    resultScoreScales: { resultSourcedId: result, scoreScaleSourcedId: "scoreScales-1" },
    resources: { vendorResourceId: "book", roles: "student,teacher", importance: "primary" },
    classResources: { classSourcedId: ofClass, resourceSourcedId: "resources-1" },
    courseResources: { courseSourcedId: course, resourceSourcedId: "resources-1" },
    userResources: { ...inClass, userSourcedId: student, resourceSourcedId: "resources-1" },
  };
  for (const file of packageFiles) {
    const values = records[file.name];
    if (!values || copy.tables.has(file.name)) continue;
    copy.tables.set(file.name, [allFields(file).map(([field]) => field)]);
    add(copy, file.name, { sourcedId: `${file.name}-1`, ...values });
    setMode(copy, file.name, "bulk");
  }
  return copy;
}

/** The same records as changes: every row says that it is active, and since when. */
export function asDelta(copy: PackageCopy): PackageCopy {
  for (const [file, rows] of copy.tables) {
    if (file === "manifest") continue;
    setMode(copy, file, "delta");
    for (const row of rows.slice(1)) row.splice(1, 2, "active", "2026-11-01T08:30:00.000Z");
  }
  return copy;
}

/** The same records as far as 1.1 can say them: a user has one role, at the organisations of her roles. */
export function asVersion11(copy: PackageCopy): PackageCopy {
  const tables = new Map<string, string[][]>();
  for (const { name, ...file } of version11.files) {
    const rows = copy.tables.get(name);
    if (!rows) continue;
    const header = allFields({ name, ...file }).map(([field]) => field);
    const records = rows
      .slice(1)
      .map((_, index) => header.map((field) => earlier(copy, name, index + 2, field)));
    tables.set(name, [header, ...records]);
  }
  const old = new Set(version11.files.map(({ name }) => `file.${name}`));
  const manifest = rowsOf(copy, "manifest")
    .filter(([name = ""]) => !name.startsWith("file.") || old.has(name))
    .map(([name = "", value = ""]) => [name, name === "oneroster.version" ? "1.1" : value]);
  return { tables: tables.set("manifest", manifest), raw: [] };
}

function earlier(copy: PackageCopy, file: string, line: number, field: string): string {
  if (field === "gradingPeriodSourcedId") return get(copy, file, line, "academicSessionSourcedId");
  if (file !== "users" || (field !== "role" && field !== "orgSourcedIds"))
    return get(copy, file, line, field);
  const user = get(copy, "users", line, "sourcedId");
  const lines = rowsOf(copy, "roles").flatMap((_, index) =>
    index > 0 && get(copy, "roles", index + 1, "userSourcedId") === user ? [index + 1] : [],
  );
  if (field === "orgSourcedIds") {
    return [...new Set(lines.map((role) => get(copy, "roles", role, "orgSourcedId")))].join(",");
  }
  const role = get(copy, "roles", lines[0] ?? 2, "role");
  return role === "principal" ? "administrator" : role;
}
