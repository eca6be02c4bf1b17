import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { ControlTables, FigureNoticeAnswerRow, FigureNoticeRow } from "./tables.ts";

/** What a reader says is wrong with a figure, with the answers to it, oldest first. */
export type FigureNotice = FigureNoticeRow & { answers: FigureNoticeAnswerRow[] };

/** What readers say is wrong with figures. */
export type FigureNotices = {
  /** Adds a notice and gives its id. */
  makeFigureNotice(notice: Omit<FigureNoticeRow, "notice_id">): Promise<string>;
  /** All of them, newest first. */
  figureNotices(): Promise<FigureNotice[]>;
  /** Adds an answer after the others of the same notice; false where there is no such notice. */
  answerFigureNotice(answer: Omit<FigureNoticeAnswerRow, "answer_number">): Promise<boolean>;
};

export function figureNoticesOver(db: Kysely<ControlTables>): FigureNotices {
  return {
    async makeFigureNotice(notice) {
      const notice_id = randomUUID();
      await db
        .insertInto("figure_notice")
        .values({ ...notice, notice_id })
        .execute();
      return notice_id;
    },
    async figureNotices() {
      const notices = await db
        .selectFrom("figure_notice")
        .selectAll()
        .orderBy("made_at", "desc")
        .orderBy("notice_id")
        .execute();
      const answers = await db
        .selectFrom("figure_notice_answer")
        .selectAll()
        .orderBy("answer_number")
        .execute();
      return notices.map((notice) => ({
        ...notice,
        answers: answers.filter(({ notice_id }) => notice_id === notice.notice_id),
      }));
    },
    async answerFigureNotice({ notice_id, state, owner, words, answered_by, answered_at }) {
      // One statement, so that two who answer at once get two numbers or one of them is refused.
      const added = await sql`insert into figure_notice_answer
        (notice_id, answer_number, state, owner, words, answered_by, answered_at)
        select notice.notice_id, coalesce(max(answer.answer_number), 0) + 1, ${state}, ${owner}, ${words}, ${answered_by}, ${answered_at}
        from figure_notice as notice left join figure_notice_answer as answer on answer.notice_id = notice.notice_id
        where notice.notice_id = ${notice_id}
        group by notice.notice_id
        returning answer_number`.execute(db);
      return added.rows.length > 0;
    },
  };
}
