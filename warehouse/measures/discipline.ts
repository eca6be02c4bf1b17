import { amount, count, rate, students, sum } from "../semantic/model/define.ts";
import { byPlaceAndGroup, bySchoolAndGroup } from "./published.ts";

const actions = "discipline_action";
const cumulative = students("enrollment_spell", { is_no_show: false });
const cde = { authority: "California Department of Education", version: "1" };

export const discipline = {
  suspension_rate: rate(students(actions, { is_suspension: true }), cumulative, {
    label: "Suspension rate",
    definition:
      "Students suspended at least once, each counted once at every level, of cumulative enrollment.",
    better: "lower",
    source: { ...cde, citation: "fssd.asp; suspindicator24.asp" },
    published: bySchoolAndGroup,
  }),
  suspensions: amount(count(actions, { is_suspension: true }), {
    label: "Suspensions",
    definition: "Suspensions in school and out of school: events, not students.",
    unit: "count",
    better: "lower",
    source: { ...cde, citation: "fssd.asp" },
    published: bySchoolAndGroup,
  }),
  suspension_days: amount(sum(actions, "days", { is_suspension: true }), {
    label: "Days of suspension",
    definition: "Days of all suspensions.",
    unit: "days",
    better: "lower",
    source: { ...cde, citation: "fssd.asp" },
    published: byPlaceAndGroup,
  }),
  expulsion_rate: rate(students(actions, { kind: "expulsion" }), cumulative, {
    label: "Expulsion rate",
    definition: "Students expelled, each counted once at every level, of cumulative enrollment.",
    better: "lower",
    source: { ...cde, citation: "fsed.asp" },
    published: byPlaceAndGroup,
  }),
};
