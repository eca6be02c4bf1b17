import { add, find, get, type PackageCopy, property, put, rewrite, rowsOf, setMode } from "./package-copy.ts";

/** One change of an accepted package and the finding that must come of it, and nothing else. */
export type Mutation = {
  rule: string;
  code: string;
  /** With its ending, as in the finding. */
  file: string;
  field: string | null;
  /** Gives the finding's line. */
  mutate: (copy: PackageCopy) => number | null;
};

type Row = [rule: string, code: string, file: string, field: string | null, mutate: Mutation["mutate"]];

const asMutation = ([rule, code, file, field, mutate]: Row): Mutation => ({
  rule,
  code,
  file,
  field,
  mutate,
});

/** The line, once the change is made. */
const at = (line: number | null, _changed: unknown) => line;

const without = (copy: PackageCopy, file: string) => at(null, copy.tables.delete(file));

const withFile = (copy: PackageCopy, name: string, content: string) =>
  at(null, copy.raw.push([name, Buffer.from(content)]));

const inManifest = (copy: PackageCopy, row: string[]) => rowsOf(copy, "manifest").push(row);

function setProperty(copy: PackageCopy, name: string, value: string): number {
  const line = property(copy, name);
  rowsOf(copy, "manifest")[line - 1] = [name, value];
  return line;
}

/** The text with something in place of the first cell of its second line. */
const firstCell = (text: string, cell: string) => text.replace(/\n[^,]*,/, `\n${cell},`);

const packages: Row[] = [
  ["a file of its own", "package.unknown_file", "notes.txt", null, (p) => withFile(p, "notes.txt", "x")],
  ["a file in a folder", "package.unknown_file", "export/users.csv", null, (p) => withFile(p, "export/users.csv", "x")],
  ["no manifest", "package.missing_manifest", "manifest.csv", null, (p) => without(p, "manifest")],
  ["another header of the manifest", "manifest.invalid_header", "manifest.csv", null, (p) => at(1, rowsOf(p, "manifest").splice(0, 1, ["property", "value"]))],
  ["a property twice", "manifest.duplicate_property", "manifest.csv", null, (p) => inManifest(p, ["manifest.version", "1.0"])],
  ["an unknown property", "manifest.unknown_property", "manifest.csv", null, (p) => inManifest(p, ["vendor.name", "x"])],
  ["a property without a value", "manifest.row_width_mismatch", "manifest.csv", null, (p) => inManifest(p, ["source.vendor"])],
  ["a file that is not mentioned", "manifest.missing_property", "manifest.csv", null, (p) => at(null, rowsOf(p, "manifest").splice(property(p, "file.orgs") - 1, 1))],
  ["an unknown mode", "manifest.invalid_file_mode", "orgs.csv", null, (p) => setProperty(p, "file.orgs", "full")],
  ["another version of the manifest", "manifest.invalid_manifest_version", "manifest.csv", null, (p) => setProperty(p, "manifest.version", "2.0")],
  ["another version of OneRoster", "manifest.invalid_oneroster_version", "manifest.csv", null, (p) => setProperty(p, "oneroster.version", "1.3")],
  ["a file that was announced", "manifest.file_missing", "demographics.csv", null, (p) => without(p, "demographics")],
  ["a file that was not announced", "manifest.file_unexpected", "demographics.csv", null, (p) => at(null, setMode(p, "demographics", "absent"))],
]; // biome-ignore format: a mutation a line reads as a table

const texts: Row[] = [
  ["a quote that is never closed", "csv.unclosed_quote", "orgs.csv", null, (p) => at(2, rewrite(p, "orgs", (text) => firstCell(text, '"org')))],
  ["a quote inside a bare cell", "csv.unescaped_quote", "orgs.csv", null, (p) => at(2, rewrite(p, "orgs", (text) => firstCell(text, 'o"g')))],
  ["text behind a closing quote", "csv.unexpected_character_after_quote", "orgs.csv", null, (p) => at(2, rewrite(p, "orgs", (text) => firstCell(text, '"o"g')))],
  ["a line break in a quoted cell", "csv.line_break_in_quoted_field", "orgs.csv", null, (p) => at(2, rewrite(p, "orgs", (text) => firstCell(text, '"o\ng"')))],
  ["a carriage return alone", "csv.bare_carriage_return", "orgs.csv", null, (p) => at(2, rewrite(p, "orgs", (text) => firstCell(text, "o\rg")))],
  ["line ends of carriage returns alone", "csv.bare_carriage_return", "orgs.csv", null, (p) => at(1, rewrite(p, "orgs", (text) => text.replaceAll("\n", "\r")))],
  ["a quote inside a bare name of a column", "csv.unescaped_quote", "orgs.csv", null, (p) => at(1, rewrite(p, "orgs", (text) => text.replace("name", 'na"me')))],
  ["UTF-16", "csv.invalid_utf8", "orgs.csv", null, (p) => at(1, rewrite(p, "orgs", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")))],
  ["another encoding than UTF-8", "csv.invalid_utf8", "orgs.csv", null, (p) => at(2, rewrite(p, "orgs", (text) => Buffer.from(firstCell(text, "é"), "latin1")))],
  ["an empty file", "table.missing_header", "orgs.csv", null, (p) => at(1, rewrite(p, "orgs", () => ""))],
  ["records without a header", "table.missing_header", "orgs.csv", null, (p) => at(1, rowsOf(p, "orgs").shift())],
  ["a header without records", "table.missing_data_rows", "orgs.csv", null, (p) => at(null, rowsOf(p, "orgs").splice(1))],
  ["a cell too many", "table.row_width_mismatch", "orgs.csv", null, (p) => at(2, rowsOf(p, "orgs")[1]?.push(""))],
  ["a cell too few", "table.row_width_mismatch", "orgs.csv", null, (p) => at(2, rowsOf(p, "orgs")[1]?.pop())],
  ["an empty line", "table.row_width_mismatch", "orgs.csv", null, (p) => at(2, rewrite(p, "orgs", (text) => text.replace("\n", "\n\n")))],
  ["a column twice", "table.duplicate_header", "orgs.csv", "name", (p) => withColumn(p, "orgs", "name")],
  ["a column without a name", "table.empty_header_name", "orgs.csv", null, (p) => withColumn(p, "orgs", "")],
  ["a column of its own", "schema.invalid_metadata_header", "orgs.csv", "region", (p) => withColumn(p, "orgs", "region")],
  ["a column missing", "schema.missing_header", "orgs.csv", "parentSourcedId", (p) => at(1, rowsOf(p, "orgs").map((row) => row.pop()))],
]; // biome-ignore format: a mutation a line reads as a table

function withColumn(copy: PackageCopy, file: string, name: string): number {
  for (const [index, row] of rowsOf(copy, file).entries()) row.push(index === 0 ? name : "");
  return 1;
}

const rows: Row[] = [
  ["a required cell empty", "row.missing_required_value", "orgs.csv", "name", (p) => put(p, ["orgs", 3], { name: "" })],
  ["a GUID with a space", "row.invalid_guid", "orgs.csv", "sourcedId", (p) => put(p, ["orgs", 3], { sourcedId: "an org" })],
  ["a GUID of 256 characters", "row.invalid_guid", "users.csv", "sourcedId", (p) => put(p, ["users", 3], { sourcedId: "x".repeat(256) })],
  ["one bad GUID in a list", "row.invalid_guid", "classes.csv", "termSourcedIds", (p) => put(p, ["classes", 2], { termSourcedIds: "a,b c" })],
  ["a list with an empty item", "row.invalid_list", "classes.csv", "termSourcedIds", (p) => put(p, ["classes", 2], { termSourcedIds: "a,,b" })],
  ["a list that ends with a comma", "row.invalid_list", "classes.csv", "periods", (p) => put(p, ["classes", 2], { periods: "1," })],
  ["a user id without its type", "row.invalid_list", "users.csv", "userIds", (p) => put(p, ["users", 2], { userIds: "{sis:1},77" })],
  ["an unknown word", "row.invalid_enum", "orgs.csv", "type", (p) => put(p, ["orgs", 3], { type: "clan" })],
  ["a word in another case", "row.invalid_enum", "enrollments.csv", "role", (p) => put(p, ["enrollments", 2], { role: "Student" })],
  ["a day that does not exist", "row.invalid_date", "enrollments.csv", "beginDate", (p) => put(p, ["enrollments", 2], { beginDate: "2026-02-29" })],
  ["a date with a time", "row.invalid_date", "demographics.csv", "birthDate", (p) => put(p, ["demographics", 2], { birthDate: "2012-02-29T00:00:00Z" })],
  ["a boolean in capitals", "row.invalid_boolean", "users.csv", "enabledUser", (p) => put(p, ["users", 2], { enabledUser: "TRUE" })],
  ["a year of two digits", "row.invalid_year", "academicSessions.csv", "schoolYear", (p) => put(p, ["academicSessions", 2], { schoolYear: "27" })],
  ["a number that is none", "row.invalid_float", "results.csv", "score", (p) => put(p, ["results", 2], { score: "A" })],
]; // biome-ignore format: a mutation a line reads as a table

const references: Row[] = [
  ["a record twice", "reference.duplicate_sourced_id", "demographics.csv", "sourcedId", (p) => rowsOf(p, "demographics").push([...(rowsOf(p, "demographics")[1] ?? [])])],
  ["a parent nobody sent", "reference.missing_target_record", "orgs.csv", "parentSourcedId", (p) => put(p, ["orgs", 3], { parentSourcedId: "nobody" })],
  ["one term of a list nobody sent", "reference.missing_target_record", "classes.csv", "termSourcedIds", (p) => put(p, ["classes", 2], { termSourcedIds: `${get(p, "classes", 2, "termSourcedIds")},nobody` })],
  ["an agent nobody sent", "reference.missing_target_record", "users.csv", "agentSourcedIds", (p) => put(p, ["users", 2], { agentSourcedIds: "nobody" })],
  ["demographics of nobody", "reference.missing_target_record", "demographics.csv", "sourcedId", (p) => put(p, ["demographics", 2], { sourcedId: "nobody" })],
]; // biome-ignore format: a mutation a line reads as a table

/** Mutations that mean the same in 1.1 and 1.2, in bulk and in delta. */
export const everywhere: Mutation[] = [...packages, ...texts, ...rows, ...references].map(asMutation);

/** The line of a class that no mark, enrolment or resource is about, made for the purpose. */
function otherClass(copy: PackageCopy): number {
  const rows = rowsOf(copy, "classes");
  rows.push([...(rows[1] ?? [])]);
  return put(copy, ["classes", rows.length], { sourcedId: "other-class" });
}

const district = (copy: PackageCopy) =>
  get(
    copy,
    "orgs",
    find(copy, ["orgs", "type"], (type) => type === "district"),
    "sourcedId",
  );

const schoolYear = (copy: PackageCopy) =>
  get(
    copy,
    "academicSessions",
    find(copy, ["academicSessions", "type"], (type) => type === "schoolYear"),
    "sourcedId",
  );

const term = (copy: PackageCopy) =>
  get(
    copy,
    "academicSessions",
    find(copy, ["academicSessions", "type"], (type) => type !== "schoolYear"),
    "sourcedId",
  );

/** A teacher without any class. */
function stranger(copy: PackageCopy): string {
  const isEnrolled = (user: string) => rowsOf(copy, "enrollments").some((row) => row.includes(user));
  const [file, user] = copy.tables.has("roles") ? ["roles", "userSourcedId"] : ["users", "sourcedId"];
  const line = find(
    copy,
    [file, "role"],
    (role, line) => role === "teacher" && !isEnrolled(get(copy, file, line, user)),
  );
  return get(copy, file, line, user);
}

const meanings: Row[] = [
  ["a course whose year is a term", "semantic.academic_session_type_mismatch", "courses.csv", "schoolYearSourcedId", (p) => put(p, ["courses", 2], { schoolYearSourcedId: term(p) })],
  ["a class at the district", "semantic.org_type_mismatch", "classes.csv", "schoolSourcedId", (p) => put(p, ["classes", otherClass(p)], { schoolSourcedId: district(p) })],
  ["an enrolment at the district", "semantic.org_type_mismatch", "enrollments.csv", "schoolSourcedId", (p) => put(p, ["enrollments", 2], { schoolSourcedId: district(p) })],
  ["a range upside down", "semantic.invalid_score_range", "lineItems.csv", "resultValueMin", (p) => put(p, ["lineItems", 2], { resultValueMin: "101", resultValueMax: "100" })],
  ["a score above the range", "semantic.score_above_max", "results.csv", "score", (p) => put(p, ["results", 2], { score: "100.5" })],
  ["a score below the range", "semantic.score_below_min", "results.csv", "score", (p) => put(p, ["results", 2], { score: "-0.5" })],
  ["a mark for somebody not in the class", "semantic.result_student_not_enrolled", "results.csv", "studentSourcedId", (p) => put(p, ["results", 2], { studentSourcedId: stranger(p) })],
]; // biome-ignore format: a mutation a line reads as a table

/** Rules on what the records of 1.1 and 1.2 mean together. */
export const meaningsOfBoth: Mutation[] = meanings.map(asMutation);

/** A role of the user at the organisation of her first one. */
const anotherRole = (copy: PackageCopy, roleType: string) =>
  add(copy, "roles", {
    sourcedId: "another-role",
    userSourcedId: get(copy, "roles", 2, "userSourcedId"),
    orgSourcedId: get(copy, "roles", 2, "orgSourcedId"),
    role: "aide",
    roleType,
  });

/** A mark that names a class where the student is too, and its item another one. */
function markOfOtherClass(copy: PackageCopy): number {
  otherClass(copy);
  add(copy, "enrollments", {
    sourcedId: "another-place",
    classSourcedId: "other-class",
    schoolSourcedId: get(copy, "enrollments", 2, "schoolSourcedId"),
    userSourcedId: get(copy, "results", 2, "studentSourcedId"),
    role: "student",
  });
  return put(copy, ["results", 2], { classSourcedId: "other-class" });
}

const learned = ["lineItemLearningObjectiveIds", "resultLearningObjectiveIds"];

const meaningsOf12: Row[] = [
  ["a mark item of the whole year", "semantic.academic_session_type_mismatch", "lineItems.csv", "academicSessionSourcedId", (p) => put(p, ["lineItems", 2], { academicSessionSourcedId: schoolYear(p) })],
  ["a mark item at the district", "semantic.org_type_mismatch", "lineItems.csv", "schoolSourcedId", (p) => put(p, ["lineItems", 2], { schoolSourcedId: district(p) })],
  ["two primary roles at a school", "semantic.multiple_primary_roles_for_user_org", "roles.csv", "roleType", (p) => anotherRole(p, "primary")],
  ["a primary organisation without a role", "semantic.primary_org_missing_role", "users.csv", "primaryOrgSourcedId", (p) => put(p, ["users", 2], { primaryOrgSourcedId: district(p) })],
  ["a role with somebody else's profile", "semantic.user_profile_user_mismatch", "roles.csv", "userProfileSourcedId", (p) => put(p, ["roles", find(p, ["roles", "userSourcedId"], (user) => user !== get(p, "userProfiles", 2, "userSourcedId"))], { userProfileSourcedId: get(p, "userProfiles", 2, "sourcedId") })],
  ["a mark of another class than its item", "semantic.result_class_mismatch", "results.csv", "classSourcedId", markOfOtherClass],
  ["a score scale that maps nothing", "semantic.invalid_score_scale_mapping", "scoreScales.csv", "scoreScaleValue", (p) => put(p, ["scoreScales", 2], { scoreScaleValue: "{A:94},{B}" })],
  ...learned.map((file): Row => ["a CASE identifier that is no UUID", "semantic.invalid_case_learning_objective_id", `${file}.csv`, "learningObjectiveId", (p) => put(p, [file, 2], { source: "case", learningObjectiveId: "urn:uuid:1" })]),
  ["a resource of a class at another school", "semantic.user_resource_class_org_mismatch", "userResources.csv", "orgSourcedId", (p) => put(p, ["userResources", 2], { orgSourcedId: district(p) })],
  ["a resource for somebody not in the class", "semantic.user_resource_user_not_enrolled", "userResources.csv", "userSourcedId", (p) => put(p, ["userResources", 2], { userSourcedId: stranger(p) })],
  ["a resource for another role", "semantic.resource_role_mismatch", "userResources.csv", "resourceSourcedId", (p) => at(2, put(p, ["resources", 2], { roles: "guardian" }))],
  ["more subjects than codes", "row.invalid_list", "courses.csv", "subjectCodes", (p) => put(p, ["courses", 2], { subjects: "a,b", subjectCodes: "1" })],
  ["an administrator of 1.1", "row.invalid_enum", "roles.csv", "role", (p) => put(p, ["roles", 2], { role: "administrator" })],
  ["an extension where none is allowed", "row.invalid_enum", "roles.csv", "roleType", (p) => put(p, ["roles", 2], { roleType: "ext:third" })],
  ["a weight that is no integer", "row.invalid_integer", "categories.csv", "weight", (p) => put(p, ["categories", 2], { weight: "1.5" })],
]; // biome-ignore format: a mutation a line reads as a table

/** Rules that came with 1.2. */
export const onlyIn12: Mutation[] = meaningsOf12.map(asMutation);

const of11: Row[] = [
  ["an organisation nobody sent", "reference.missing_target_record", "users.csv", "orgSourcedIds", (p) => put(p, ["users", 2], { orgSourcedIds: `${get(p, "users", 2, "orgSourcedIds")},nobody` })],
  ["a user without an organisation", "row.missing_required_value", "users.csv", "orgSourcedIds", (p) => put(p, ["users", 2], { orgSourcedIds: "" })],
  ["a role of 1.2", "row.invalid_enum", "users.csv", "role", (p) => put(p, ["users", 2], { role: "principal" })],
  ["an extension, which 1.1 has not", "row.invalid_enum", "orgs.csv", "type", (p) => put(p, ["orgs", 3], { type: "ext:clan" })],
  ["a sex of 1.2", "row.invalid_enum", "demographics.csv", "sex", (p) => put(p, ["demographics", 2], { sex: "other" })],
  ["a mark without a score", "row.missing_required_value", "results.csv", "score", (p) => put(p, ["results", 2], { score: "" })],
  ["a mark item without a range", "row.missing_required_value", "lineItems.csv", "resultValueMax", (p) => put(p, ["lineItems", 2], { resultValueMax: "" })],
  ["a mark item of the whole year", "semantic.academic_session_type_mismatch", "lineItems.csv", "gradingPeriodSourcedId", (p) => put(p, ["lineItems", 2], { gradingPeriodSourcedId: schoolYear(p) })],
  ["a file of 1.2", "package.unknown_file", "roles.csv", null, (p) => withFile(p, "roles.csv", "sourcedId\n1\n")],
]; // biome-ignore format: a mutation a line reads as a table

/** Rules of 1.1 that 1.2 changed. */
export const onlyIn11: Mutation[] = of11.map(asMutation);

const ofDelta: Row[] = [
  ["a change without its status", "row.field_required_in_delta", "orgs.csv", "status", (p) => put(p, ["orgs", 2], { status: "" })],
  ["a change without its date", "row.field_required_in_delta", "orgs.csv", "dateLastModified", (p) => put(p, ["orgs", 2], { dateLastModified: "" })],
  ["an unknown status", "row.invalid_enum", "orgs.csv", "status", (p) => put(p, ["orgs", 2], { status: "inactive" })],
  ["a change without its zone", "row.invalid_datetime", "orgs.csv", "dateLastModified", (p) => put(p, ["orgs", 2], { dateLastModified: "2026-11-01T08:30:00.000" })],
  ["a change at 25 o'clock", "row.invalid_datetime", "orgs.csv", "dateLastModified", (p) => put(p, ["orgs", 2], { dateLastModified: "2026-11-01T25:30:00.000Z" })],
]; // biome-ignore format: a mutation a line reads as a table

export const onlyInDelta: Mutation[] = ofDelta.map(asMutation);

/** Without categories, of which the one mark item that is left needs one. */
function withoutCategories(copy: PackageCopy): number {
  const [header = [], ...records] = rowsOf(copy, "results");
  const item = get(copy, "lineItems", 2, "sourcedId");
  copy.tables.set("results", [header, ...records.filter((record) => record.includes(item))]);
  rowsOf(copy, "lineItems").splice(2);
  setMode(copy, "categories", "absent");
  copy.tables.delete("categories");
  return 2;
}

const ofBulk: Row[] = [
  ["a status in a bulk file", "row.field_forbidden_in_bulk", "orgs.csv", "status", (p) => put(p, ["orgs", 2], { status: "active" })],
  ["a date of change in a bulk file", "row.field_forbidden_in_bulk", "orgs.csv", "dateLastModified", (p) => put(p, ["orgs", 2], { dateLastModified: "2026-11-01T08:30:00.000Z" })],
  ["a file that another one refers to", "reference.missing_target_file", "lineItems.csv", "categorySourcedId", withoutCategories],
]; // biome-ignore format: a mutation a line reads as a table

export const onlyInBulk: Mutation[] = ofBulk.map(asMutation);
