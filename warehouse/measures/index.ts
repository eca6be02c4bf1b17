import type { Measure } from "../semantic/model/define.ts";
import { attendance } from "./attendance.ts";
import { chronicAbsence } from "./chronic-absence.ts";
import { classes } from "./classes.ts";
import { completeness } from "./completeness.ts";
import { costs } from "./costs.ts";
import { discipline } from "./discipline.ts";
import { enrollment } from "./enrollment.ts";
import { evaluations } from "./evaluations.ts";
import { outcomes } from "./outcomes.ts";
import { schoolCensus } from "./school-census.ts";
import { services } from "./services.ts";
import { specialEducation } from "./special-education.ts";

/** What the field calls the kinds of measures; people look for a measure under its topic. */
const measureTopics = {
  enrollment,
  attendance,
  chronic_absence: chronicAbsence,
  classes,
  discipline,
  special_education: specialEducation,
  evaluations,
  services,
  outcomes,
  costs,
  completeness,
  school_census: schoolCensus,
} satisfies Record<string, Record<string, Measure>>;

export type MeasureTopic = keyof typeof measureTopics;

/** Every measure by its key: the catalogue, the API, the workbook and the docs are made from this. */
export const measures: Readonly<Record<string, Measure>> = Object.assign({}, ...Object.values(measureTopics));

const isTopic = (name: string): name is MeasureTopic => Object.hasOwn(measureTopics, name);

/** The topic that a measure stands under, or undefined where there is no such measure. */
export const topicOf = (measure: string): MeasureTopic | undefined =>
  Object.keys(measureTopics)
    .filter(isTopic)
    .find((topic) => Object.hasOwn(measureTopics[topic], measure));
