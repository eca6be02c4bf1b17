import type { Reader } from "#warehouse";
import type { FigureNoticeAnswer, FigureNoticeRequest } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";

type Place = Pick<Deps, "control" | "warehouse" | "clock">;

/** The data office has to keep up: one person has at most this many notices that nobody has answered. */
const WAITING = 20;

/**
 * Keeps that a reader says a figure is wrong, one that she may ask for. Throws `invalid_request` for more than wait
 * already, and what an answer to her slice would throw.
 */
export async function makeFigureNotice(
  { slice, generation, words }: FigureNoticeRequest,
  reader: Reader,
  { control, warehouse, clock }: Place,
): Promise<string> {
  // Whoever may not ask the question cannot have seen its figure.
  await warehouse.answer([slice], reader);
  const mine = (await control.figureNotices()).filter(({ made_by }) => made_by === reader.account);
  if (mine.filter(({ answers }) => answers.length === 0).length >= WAITING)
    throw new ProblemError(
      "invalid_request",
      `${WAITING} figures that you said to be wrong still wait for the data office. Wait for an answer.`,
    );
  return control.makeFigureNotice({
    measures: JSON.stringify(slice.measures),
    slice: JSON.stringify(slice),
    ...{ generation, words, made_by: reader.account, made_at: clock().toISOString() },
  });
}

/** Keeps the data office's answer. Throws `not_found`. */
export async function answerFigureNotice(
  id: string,
  { reader, answer }: { reader: Reader; answer: FigureNoticeAnswer },
  { control, clock }: Place,
): Promise<void> {
  const isKept = await control.answerFigureNotice({
    ...{ ...answer, notice_id: id },
    ...{ answered_by: reader.account, answered_at: clock().toISOString() },
  });
  if (!isKept) throw new ProblemError("not_found", "Nobody has said so of a figure.");
}
