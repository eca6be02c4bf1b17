import { allFields } from "../oneroster-binding/field.ts";
import type { Version } from "../oneroster-binding/versions.ts";
import type { FileMode } from "../oneroster-csv/package-manifest.ts";
import { type PackageRule, rowsOf } from "./reference-rules.ts";

const users = rowsOf("users");
const roles = rowsOf("roles");
const classes = rowsOf("classes");
const enrollments = rowsOf("enrollments");
const lineItems = rowsOf("lineItems");
const userResources = rowsOf("userResources");

const isExtension = (value: string) => `${value} like 'ext:_%'`;

/**
 * Rules on what records mean together, over rows in the columns of 1.2. Records that are missing altogether are the
 * references' concern. An earlier version has the rules on the fields that it has, by its names for them.
 */
export function semanticRules(version: Version, modes: Map<string, FileMode>): PackageRule[] {
  const isPresent = (name: string) => modes.get(name) !== "absent";
  const rules = [
    courseYear,
    ...["classes", "enrollments", "lineItems"].map(schoolMustBeSchool),
    ...(isPresent("roles") ? [onePrimaryRole, primaryOrgHasRole] : []),
    profileOfSameUser,
    lineItemSession,
    scoreRange,
    scoreBeyond("below_min", "<", "resultValueMin"),
    scoreBeyond("above_max", ">", "resultValueMax"),
    resultClass,
    ...(isPresent("enrollments") ? [resultStudent, userResourceClassUser] : []),
    scoreScaleMapping,
    ...["lineItemLearningObjectiveIds", "resultLearningObjectiveIds"].map(caseIdentifier),
    userResourceClassOrg,
    userResourceRole,
  ];
  return rules
    .filter(({ file }) => isPresent(file))
    .map((rule) => ({ ...rule, field: version.earlierNames[rule.file]?.[rule.field] ?? rule.field }))
    .filter(({ file, field }) => hasField(version, file, field));
}

function hasField({ files }: Version, name: string, field: string): boolean {
  const file = files.find((candidate) => candidate.name === name);
  return file !== undefined && allFields(file).some(([candidate]) => candidate === field);
}

const courseYear: PackageRule = {
  code: "semantic.academic_session_type_mismatch",
  file: "courses",
  field: "schoolYearSourcedId",
  lines: `select c.line from ${rowsOf("courses")} c join ${rowsOf("academicSessions")} s on s."sourcedId" = c."schoolYearSourcedId"
    where s."type" <> 'schoolYear' and not ${isExtension('s."type"')}`,
};

const schoolMustBeSchool = (file: string): PackageRule => ({
  code: "semantic.org_type_mismatch",
  file,
  field: "schoolSourcedId",
  lines: `select r.line from ${rowsOf(file)} r join ${rowsOf("orgs")} o on o."sourcedId" = r."schoolSourcedId"
    where o."type" <> 'school' and not ${isExtension('o."type"')}`,
});

const onePrimaryRole: PackageRule = {
  code: "semantic.multiple_primary_roles_for_user_org",
  file: "roles",
  field: "roleType",
  lines: `select line from (
    select line, row_number() over (partition by "userSourcedId", "orgSourcedId" order by line) as nth from ${roles}
    where "roleType" = 'primary' and ("userSourcedId", "orgSourcedId") in (
      select ("userSourcedId", "orgSourcedId") from ${roles} where "roleType" = 'primary' group by all having count(*) > 1))
    where nth > 1`,
};

const primaryOrgHasRole: PackageRule = {
  code: "semantic.primary_org_missing_role",
  file: "users",
  field: "primaryOrgSourcedId",
  lines: `select u.line from ${users} u
    anti join ${roles} r on r."userSourcedId" = u."sourcedId" and r."orgSourcedId" = u."primaryOrgSourcedId"
    where u."primaryOrgSourcedId" is not null`,
};

const profileOfSameUser: PackageRule = {
  code: "semantic.user_profile_user_mismatch",
  file: "roles",
  field: "userProfileSourcedId",
  lines: `select r.line from ${roles} r join ${rowsOf("userProfiles")} p on p."sourcedId" = r."userProfileSourcedId"
    where p."userSourcedId" <> r."userSourcedId"`,
};

const lineItemSession: PackageRule = {
  code: "semantic.academic_session_type_mismatch",
  file: "lineItems",
  field: "academicSessionSourcedId",
  lines: `select i.line from ${lineItems} i
    join ${rowsOf("academicSessions")} s on s."sourcedId" = i."academicSessionSourcedId" where s."type" = 'schoolYear'`,
};

const bound = (name: string) => `try_cast(i."${name}" as double)`;

const scoreRange: PackageRule = {
  code: "semantic.invalid_score_range",
  file: "lineItems",
  field: "resultValueMin",
  lines: `select line from ${lineItems} i where ${bound("resultValueMin")} > ${bound("resultValueMax")}`,
};

const scoreBeyond = (what: string, operator: string, limit: string): PackageRule => ({
  code: `semantic.score_${what}`,
  file: "results",
  field: "score",
  lines: `select r.line from ${rowsOf("results")} r join ${lineItems} i on i."sourcedId" = r."lineItemSourcedId"
    where try_cast(r."score" as double) ${operator} ${bound(limit)}
      and coalesce(${bound("resultValueMin")} <= ${bound("resultValueMax")}, true)`,
});

const resultClass: PackageRule = {
  code: "semantic.result_class_mismatch",
  file: "results",
  field: "classSourcedId",
  lines: `select r.line from ${rowsOf("results")} r join ${lineItems} i on i."sourcedId" = r."lineItemSourcedId"
    where r."classSourcedId" <> i."classSourcedId"`,
};

const resultStudent: PackageRule = {
  code: "semantic.result_student_not_enrolled",
  file: "results",
  field: "studentSourcedId",
  lines: `select line from (
    select r.line, r."studentSourcedId" as student, coalesce(r."classSourcedId", i."classSourcedId") as class
    from ${rowsOf("results")} r left join ${lineItems} i on i."sourcedId" = r."lineItemSourcedId") r
    semi join ${users} u on u."sourcedId" = r.student
    semi join ${classes} c on c."sourcedId" = r.class
    anti join ${enrollments} e on e."userSourcedId" = r.student and e."classSourcedId" = r.class`,
};

const scoreScaleMapping: PackageRule = {
  code: "semantic.invalid_score_scale_mapping",
  file: "scoreScales",
  field: "scoreScaleValue",
  lines: `select distinct line from (
    select line, unnest(string_split("scoreScaleValue", ',')) as item from ${rowsOf("scoreScales")})
    where not regexp_full_match(item, '\\{[^:]+:[^:]+\\}')`,
};

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

const caseIdentifier = (file: string): PackageRule => ({
  code: "semantic.invalid_case_learning_objective_id",
  file,
  field: "learningObjectiveId",
  lines: `select line from ${rowsOf(file)}
    where "source" = 'case' and not regexp_full_match("learningObjectiveId", 'urn:uuid:${uuid}')`,
});

const userResourceClassOrg: PackageRule = {
  code: "semantic.user_resource_class_org_mismatch",
  file: "userResources",
  field: "orgSourcedId",
  lines: `select r.line from ${userResources} r join ${classes} c on c."sourcedId" = r."classSourcedId"
    where c."schoolSourcedId" <> r."orgSourcedId"`,
};

const userResourceClassUser: PackageRule = {
  code: "semantic.user_resource_user_not_enrolled",
  file: "userResources",
  field: "userSourcedId",
  lines: `select line from ${userResources} r
    semi join ${users} u on u."sourcedId" = r."userSourcedId"
    semi join ${classes} c on c."sourcedId" = r."classSourcedId"
    anti join ${enrollments} e on e."userSourcedId" = r."userSourcedId" and e."classSourcedId" = r."classSourcedId"`,
};

/** The four administrator roles of roles.csv are one role in resources.csv. */
const userResourceRole: PackageRule = {
  code: "semantic.resource_role_mismatch",
  file: "userResources",
  field: "resourceSourcedId",
  lines: `with held as (
      select "userSourcedId" as user, "role" as role from ${enrollments}
      union
      select "userSourcedId", case when "role" in ('districtAdministrator', 'principal', 'siteAdministrator', 'systemAdministrator')
        then 'administrator' else "role" end from ${roles}),
    wanted as (
      select r.line, r."userSourcedId" as user, string_split(o."roles", ',') as roles
      from ${userResources} r join ${rowsOf("resources")} o on o."sourcedId" = r."resourceSourcedId"
      semi join ${users} u on u."sourcedId" = r."userSourcedId"
      where o."roles" is not null)
    select w.line from wanted w join held h using (user) group by w.line
    having not bool_or(list_contains(w.roles, h.role))`,
};
