import { amount, distinct, rate, sum } from "../semantic/model/define.ts";
import { byPlace } from "./published.ts";

const published = [...byPlace, ["district"], ["district", "charter_funding"], ["organization_kind"]];
const source = {
  authority: "California Department of Education",
  citation: "Free or Reduced-Price Meal (Student Poverty) data file",
  version: "1",
};

export const schoolCensus = {
  census_enrollment: amount(sum("school_census", "enrollment_k12"), {
    label: "Enrollment in the state's file",
    definition: "Students in kindergarten to grade 12 as the state published them, pseudo-schools included.",
    unit: "students",
    source,
    published,
  }),
  census_schools: amount(distinct("school_census", "organization_key", { is_pseudo: false }), {
    label: "Schools in the state's file",
    definition: "Schools with a row in the state's file; pseudo-schools are not schools.",
    unit: "schools",
    source,
    published,
  }),
  frpm_rate: rate(sum("school_census", "frpm_k12"), sum("school_census", "enrollment_k12"), {
    label: "Eligible for free or reduced-price meals",
    definition:
      "Students in K-12 eligible for free or reduced-price meals, of those enrolled, in the state's file.",
    source,
    published,
  }),
  free_meal_rate: rate(sum("school_census", "free_meal_k12"), sum("school_census", "enrollment_k12"), {
    label: "Eligible for free meals",
    definition: "Students in K-12 eligible for free meals, of those enrolled, in the state's file.",
    source,
    published,
  }),
};
