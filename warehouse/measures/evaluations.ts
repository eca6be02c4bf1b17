import { amount, count, percentile, rate, students } from "../semantic/model/define.ts";
import { byPlace } from "./published.ts";

const evaluation = "evaluation";
const clock = {
  authority: "California Education Code",
  citation: "EC 56344(a), 56302.1(b)",
  version: "1",
  parameters: { days: 60 },
};
const ours = { authority: "Rollbook", citation: null, version: "1" };

export const evaluations = {
  initial_evaluation_timely_rate: rate(
    count(evaluation, { kind: "initial", is_due: true, is_on_time: true }),
    count(evaluation, { kind: "initial", is_due: true }),
    {
      label: "Initial evaluations on time",
      definition: "Initial evaluations held by the day they were due, of those due so far.",
      better: "higher",
      source: clock,
      published: byPlace,
    },
  ),
  evaluations_overdue: amount(students(evaluation, { is_overdue: true }), {
    label: "Evaluations overdue",
    definition: "Students with an evaluation that was due before today and has not been held.",
    unit: "students",
    better: "lower",
    source: clock,
    published: byPlace,
  }),
  evaluations_due_soon: amount(students(evaluation, { is_due_soon: true }), {
    label: "Evaluations due in 20 days",
    definition: "Students with an evaluation due within 20 calendar days that has not been held.",
    unit: "students",
    source: { ...ours, parameters: { days: 20 } },
    published: byPlace,
  }),
  evaluation_days_median: amount(percentile(evaluation, "days_to_hold", 0.5, { kind: "initial" }), {
    label: "Days from consent to evaluation, median",
    definition:
      "Calendar days from a parent's consent to the day an initial evaluation was held: half took so long or less.",
    unit: "days",
    better: "lower",
    source: ours,
    published: [],
  }),
  open_evaluations: amount(students(evaluation, { is_open: true }), {
    label: "Evaluations not yet held",
    definition: "Students with an evaluation that has not been held.",
    unit: "students",
    source: ours,
    published: byPlace,
  }),
};
