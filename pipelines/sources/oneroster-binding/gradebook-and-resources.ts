import {
  boolean,
  closed,
  date,
  integer,
  list,
  number,
  open,
  openList,
  type PackageFile,
  refersTo,
  required,
  text,
} from "./field.ts";

const scoreStatuses = ["exempt", "fully graded", "not submitted", "partially graded", "submitted"];
const resourceRoles = [
  "administrator",
  "aide",
  "guardian",
  "parent",
  "proctor",
  "relative",
  "student",
  "teacher",
];

/** OneRoster 1.2 CSV binding: the gradebook files. */
export const gradebook: PackageFile[] = [
  {
    name: "categories",
    table: "stg_or_category",
    fields: { title: required(text()), weight: integer() },
  },
  {
    name: "lineItems",
    table: "stg_or_line_item",
    fields: {
      title: required(text()),
      description: text(),
      assignDate: required(date()),
      dueDate: required(date()),
      classSourcedId: required(refersTo("classes")),
      categorySourcedId: required(refersTo("categories")),
      academicSessionSourcedId: required(refersTo("academicSessions")),
      resultValueMin: number(),
      resultValueMax: number(),
      schoolSourcedId: required(refersTo("orgs")),
    },
  },
  {
    name: "results",
    table: "stg_or_result",
    fields: {
      lineItemSourcedId: required(refersTo("lineItems")),
      studentSourcedId: required(refersTo("users")),
      scoreStatus: required(open(...scoreStatuses)),
      score: number(),
      scoreDate: required(date()),
      comment: text(),
      textScore: text(),
      classSourcedId: refersTo("classes"),
      inProgress: boolean(),
      incomplete: boolean(),
      late: boolean(),
      missing: boolean(),
    },
  },
  {
    name: "scoreScales",
    table: "stg_or_score_scale",
    fields: {
      title: required(text()),
      type: required(text()),
      orgSourcedId: required(refersTo("orgs")),
      courseSourcedId: required(refersTo("courses")),
      classSourcedId: required(refersTo("classes")),
      scoreScaleValue: required(list()),
    },
  },
  {
    name: "lineItemLearningObjectiveIds",
    table: "stg_or_line_item_learning_objective",
    fields: {
      lineItemSourcedId: required(refersTo("lineItems")),
      source: required(open("case", "unknown")),
      learningObjectiveId: required(text()),
    },
  },
  {
    name: "lineItemScoreScales",
    table: "stg_or_line_item_score_scale",
    fields: {
      title: text(),
      lineItemSourcedId: required(refersTo("lineItems")),
      scoreScaleSourcedId: required(refersTo("scoreScales")),
    },
  },
  {
    name: "resultLearningObjectiveIds",
    table: "stg_or_result_learning_objective",
    fields: {
      resultSourcedId: required(refersTo("results")),
      source: required(open("case", "unknown")),
      learningObjectiveId: required(text()),
      score: number(),
      textScore: text(),
    },
  },
  {
    name: "resultScoreScales",
    table: "stg_or_result_score_scale",
    fields: {
      title: text(),
      resultSourcedId: required(refersTo("results")),
      scoreScaleSourcedId: required(refersTo("scoreScales")),
    },
  },
];

/** OneRoster 1.2 CSV binding: the resource files. */
export const resources: PackageFile[] = [
  {
    name: "resources",
    table: "stg_or_resource",
    fields: {
      vendorResourceId: required(text()),
      title: text(),
      roles: openList(...resourceRoles),
      importance: closed("primary", "secondary"),
      vendorId: text(),
      applicationId: text(),
    },
  },
  {
    name: "classResources",
    table: "stg_or_class_resource",
    fields: {
      title: text(),
      classSourcedId: required(refersTo("classes")),
      resourceSourcedId: required(refersTo("resources")),
    },
  },
  {
    name: "courseResources",
    table: "stg_or_course_resource",
    fields: {
      title: text(),
      courseSourcedId: required(refersTo("courses")),
      resourceSourcedId: required(refersTo("resources")),
    },
  },
  {
    name: "userResources",
    table: "stg_or_user_resource",
    fields: {
      userSourcedId: required(refersTo("users")),
      orgSourcedId: refersTo("orgs"),
      classSourcedId: refersTo("classes"),
      resourceSourcedId: required(refersTo("resources")),
    },
  },
];
