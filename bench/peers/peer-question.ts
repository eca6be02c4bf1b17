import type { Question } from "../questions/question.ts";
import { questions } from "../questions/questions.ts";

/** A question that every peer can be asked with the same meaning; `name` is that of its statement and its Malloy query. */
export type PeerQuestion = Question & { name: string };

const names: Record<string, string> = {
  "board: chronic absence by level": "chronic-absence-by-level",
  "board: chronic absence by student group": "chronic-absence-by-group",
  "board: four measures for every school": "four-measures-by-school",
  "board: enrollment by charter funding": "enrollment-by-charter-funding",
  "costs: recurring cost by fiscal year": "recurring-cost-by-fiscal-year",
  "monitor: services by eligibility": "services-by-eligibility",
  "builder: attendance by week, whole district": "attendance-by-week",
  "school: attendance by week": "attendance-of-a-school-by-week",
  "school: chronic absence by student group": "chronic-absence-of-a-school-by-group",
  "school: students near chronic absence, by name": "students-near-chronic-absence",
};

/**
 * Asked by who sees all: peers hide nothing, so the board's and the monitor's questions are the coordinator's here, who is
 * answered from rows as they are. A principal sees all of her school.
 */
export const peerQuestions: readonly PeerQuestion[] = Object.entries(names).map(([key, name]) => {
  const question = questions.find((one) => one.key === key);
  if (!question) throw new Error(`There is no question "${key}" to ask peers.`);
  return { ...question, name, account: question.account === "principal" ? "principal" : "coordinator" };
});
