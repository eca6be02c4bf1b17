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

/** Every measure by its key: the catalogue, the API, the workbook and the docs are made from this. */
export const measures: Readonly<Record<string, Measure>> = {
  ...enrollment,
  ...attendance,
  ...chronicAbsence,
  ...classes,
  ...discipline,
  ...specialEducation,
  ...evaluations,
  ...services,
  ...outcomes,
  ...costs,
  ...completeness,
  ...schoolCensus,
};
