import { ofTheBuilder } from "./builder.ts";
import { ofTheDistrict } from "./district.ts";
import type { Question } from "./question.ts";
import { ofASchool } from "./school.ts";

/** Forty questions: the board's, the court's, a school's, costs, the builder's, and down to single students. */
export const questions: readonly Question[] = [...ofTheDistrict, ...ofASchool, ...ofTheBuilder];
