import { packageFiles } from "./binding.ts";
import {
  boolean,
  closed,
  date,
  type Field,
  list,
  number,
  type PackageFile,
  pairList,
  refersTo,
  refersToMany,
  required,
  secret,
  text,
} from "./field.ts";

const userRoles = [
  "administrator",
  "aide",
  "guardian",
  "parent",
  "proctor",
  "relative",
  "student",
  "teacher",
];
const scoreStatuses = ["exempt", "fully graded", "not submitted", "partially graded", "submitted"];

/** What 1.2 changed, as it was before. */
const before: Record<string, Record<string, Field>> = {
  categories: { title: required(text()) },
  lineItems: {
    title: required(text()),
    description: text(),
    assignDate: required(date()),
    dueDate: required(date()),
    classSourcedId: required(refersTo("classes")),
    categorySourcedId: required(refersTo("categories")),
    gradingPeriodSourcedId: required(refersTo("academicSessions")),
    resultValueMin: required(number()),
    resultValueMax: required(number()),
  },
  results: {
    lineItemSourcedId: required(refersTo("lineItems")),
    studentSourcedId: required(refersTo("users")),
    scoreStatus: required(closed(...scoreStatuses)),
    score: required(number()),
    scoreDate: required(date()),
    comment: text(),
  },
  users: {
    enabledUser: required(boolean()),
    orgSourcedIds: required(refersToMany("orgs")),
    role: required(closed(...userRoles)),
    username: required(text()),
    userIds: pairList(),
    givenName: required(text()),
    familyName: required(text()),
    middleName: text(),
    identifier: text(),
    email: text(),
    sms: text(),
    phone: text(),
    agentSourcedIds: refersToMany("users"),
    grades: list(),
    password: secret(),
  },
};

const sexes = closed("male", "female");

/** Vocabularies could not be extended, and the two lists of subjects were not yet bound to one length. */
function asBefore([name, { asLongAs: _, ...field }]: [string, Field]): [string, Field] {
  return [name, name === "sex" ? sexes : { ...field, isExtensible: false }];
}

const since = new Set([
  ...["roles", "userProfiles", "userResources", "scoreScales", "lineItemScoreScales", "resultScoreScales"],
  ...["lineItemLearningObjectiveIds", "resultLearningObjectiveIds"],
]);

/** The 13 files of the OneRoster 1.1 CSV binding. */
export const filesOf11: PackageFile[] = packageFiles
  .filter(({ name }) => !since.has(name))
  .map((file) => ({
    ...file,
    fields: before[file.name] ?? Object.fromEntries(Object.entries(file.fields).map(asBefore)),
  }));
