/** What the demo's decree demands of all students, read from its text by a person. */
export const targets: Readonly<Record<string, number>> = {
  home_school_rate: 0.8,
  initial_evaluation_timely_rate: 0.9,
  service_provided_rate: 0.93,
  service_frequency_rate: 0.85,
  transition_plan_rate: 0.95,
  parent_participation_rate: 0.75,
  translation_timely_rate: 0.85,
  qualified_teacher_rate: 0.88,
};
