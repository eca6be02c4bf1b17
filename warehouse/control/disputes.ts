import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { ControlTables, DisputeAnswerRow, DisputeRow } from "./tables.ts";

/** What a guardian says is wrong, with the answers to it, oldest first. */
export type Dispute = DisputeRow & { answers: DisputeAnswerRow[] };

/** What is said to be wrong in children's records; whose children they are is for the caller to know. */
export type Disputes = {
  /** Adds a dispute and gives its id. */
  makeDispute(dispute: Omit<DisputeRow, "dispute_id">): Promise<string>;
  /** All disputes, or those about the children of these state student ids; newest first. */
  disputes(about?: { stateStudentIds: string[] }): Promise<Dispute[]>;
  dispute(disputeId: string): Promise<Dispute | undefined>;
  /** Adds an answer after the others of the same dispute. */
  answerDispute(answer: Omit<DisputeAnswerRow, "answer_number">): Promise<void>;
};

export function disputesOver(db: Kysely<ControlTables>): Disputes {
  const all = db.selectFrom("dispute").selectAll().orderBy("made_at", "desc").orderBy("dispute_id");
  const withAnswers = async (rows: DisputeRow[]): Promise<Dispute[]> => {
    if (rows.length === 0) return [];
    const answers = await db
      .selectFrom("dispute_answer")
      .selectAll()
      .where(
        "dispute_id",
        "in",
        rows.map(({ dispute_id }) => dispute_id),
      )
      .orderBy("answer_number")
      .execute();
    return rows.map((row) => ({
      ...row,
      answers: answers.filter(({ dispute_id }) => dispute_id === row.dispute_id),
    }));
  };
  return {
    async makeDispute(dispute) {
      const dispute_id = randomUUID();
      await db
        .insertInto("dispute")
        .values({ ...dispute, dispute_id })
        .execute();
      return dispute_id;
    },
    async disputes(about) {
      if (about?.stateStudentIds.length === 0) return [];
      const wanted = about ? all.where("state_student_id", "in", about.stateStudentIds) : all;
      return withAnswers(await wanted.execute());
    },
    async dispute(disputeId) {
      const [found] = await withAnswers(await all.where("dispute_id", "=", disputeId).execute());
      return found;
    },
    async answerDispute({ dispute_id, state, words, answered_by, answered_at }) {
      // One statement, so that two who answer at once get two numbers or one of them is refused.
      await sql`insert into dispute_answer (dispute_id, answer_number, state, words, answered_by, answered_at)
        select ${dispute_id}, coalesce(max(answer_number), 0) + 1, ${state}, ${words}, ${answered_by}, ${answered_at}
        from dispute_answer where dispute_id = ${dispute_id}`.execute(db);
    },
  };
}
