import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { type Cell, CsvFile } from "../csv-file.ts";

/** The headers of OneRoster 1.2's CSV binding for the tables that a package of ours carries. */
const headers = {
  academicSessions:
    "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
  categories: "sourcedId,status,dateLastModified,title,weight",
  classes:
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
  courses:
    "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
  demographics:
    "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
  enrollments:
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
  lineItems:
    "sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId",
  orgs: "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
  results:
    "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing",
  roles:
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
  users:
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
};

type TableName = keyof typeof headers;
export type Tables = Record<TableName, CsvFile>;

/** The binding's further tables, which these systems do not send. */
const absent = [
  "classResources",
  "courseResources",
  "lineItemLearningObjectiveIds",
  "lineItemScoreScales",
  "resources",
  "resultLearningObjectiveIds",
  "resultScoreScales",
  "scoreScales",
  "userProfiles",
  "userResources",
];

/** In a bulk package the second and third column, `status` and `dateLastModified`, are blank. */
export function writeRecord(file: CsvFile, sourcedId: string, ...cells: Cell[]): void {
  file.write(sourcedId, "", "", ...cells);
}

/** A time without zone: ZIP writes local time, and the same seed must give the same bytes everywhere. */
const modifiedAt = new Date(2026, 10, 20, 6, 0, 0);

export function openTables(folder: string): Tables {
  const open = (table: TableName) => new CsvFile(join(folder, `${table}.csv`), headers[table].split(","));
  return {
    academicSessions: open("academicSessions"),
    categories: open("categories"),
    classes: open("classes"),
    courses: open("courses"),
    demographics: open("demographics"),
    enrollments: open("enrollments"),
    lineItems: open("lineItems"),
    orgs: open("orgs"),
    results: open("results"),
    roles: open("roles"),
    users: open("users"),
  };
}

/** Closes the tables, packs them with their manifest and removes the folder they stood in. A table without rows is left out. */
export async function packTables(tables: Tables, folder: string, path: string): Promise<void> {
  const zip = new ZipFile();
  const options = { mtime: modifiedAt, mode: 0o100644, forceDosTimestamp: true, compressionLevel: 1 };
  const modes = new Map<string, "bulk" | "absent">(absent.map((table) => [table, "absent"]));
  for (const [table, file] of Object.entries(tables)) {
    file.close();
    modes.set(table, file.lines > 1 ? "bulk" : "absent");
  }
  zip.addBuffer(Buffer.from(manifest(modes)), "manifest.csv", options);
  for (const [table, mode] of modes) {
    if (mode === "bulk") zip.addFile(join(folder, `${table}.csv`), `${table}.csv`, options);
  }
  zip.end();
  mkdirSync(join(path, ".."), { recursive: true });
  await pipeline(zip.outputStream, createWriteStream(path));
  rmSync(folder, { recursive: true });
}

function manifest(modes: Map<string, string>): string {
  const rows = [...modes].sort(([left], [right]) => (left < right ? -1 : 1));
  const properties = [
    ["manifest.version", "1.0"],
    ["oneroster.version", "1.2"],
    ...rows.map(([table, mode]) => [`file.${table}`, mode]),
    ["source.systemName", "Rollbook synthetic district"],
    ["source.systemCode", "rollbook-synth"],
  ];
  return ["propertyName,value", ...properties.map((row) => row.join(","))].join("\n").concat("\n");
}
