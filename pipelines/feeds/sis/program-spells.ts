import { date, defineFeed, oneOf, required, student, text } from "../define-feed.ts";

const programs = ["disability", "english_learner", "free_meals", "reduced_meals", "foster", "homeless"];

/** From when to when a student belonged to a group that figures are reported for. */
export const programSpells = defineFeed({
  feed: "program_spells",
  table: "stg_program_spell",
  key: ["student_id", "program", "started_on"],
  columns: {
    student_id: required(text()),
    program: required(oneOf(programs)),
    detail: text(),
    started_on: required(date()),
    ended_on: date(),
  },
  references: [student()],
  refusedShare: 0.02,
});
