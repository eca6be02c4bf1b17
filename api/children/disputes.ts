import type { Dispute as Kept, Reader, Subject } from "#warehouse";
import type { Dispute, DisputeAnswer, DisputeRequest } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { latestYear } from "../pages/frame.ts";
import { ProblemError } from "../problems.ts";
import { type Child, childKey, childrenOf, childrenSeen, grantsAtSchool, noteChildren } from "./children.ts";

type Place = Pick<Deps, "control" | "warehouse" | "clock">;

/** A school has to keep up: a child has at most this many disputes that wait for an end. */
const WAITING = 10;

/** What a dispute is about decides whose records it is about, and so who at the school may read it. */
const subjectOf = (about: Dispute["about"]): Subject =>
  about === "evaluation" || about === "services" ? "special_education" : "students";

/** What guardians say is wrong, as this reader may see it: of her own children, and of those she serves at a school. */
export async function disputesFor(reader: Reader, place: Place): Promise<Dispute[]> {
  const mine = new Set(childrenOf(reader));
  const all = await place.control.disputes(isAtSchool(reader) ? undefined : { stateStudentIds: [...mine] });
  const seen = await seenAtSchool(all, reader, place);
  const shown = all.filter((one) => seen.has(one.dispute_id) || mine.has(one.state_student_id));
  const students = shown.map(({ state_student_id }) => state_student_id);
  noteChildren(reader, students, place.warehouse.manifest().generation);
  return shown.map((dispute) => disputeOf(dispute, seen.get(dispute.dispute_id) ?? null, reader));
}

/** What is said of one child of the reader's, by the key that she has for the child. */
export async function disputesAbout(
  child: string,
  reader: Reader,
  { control }: Pick<Place, "control">,
): Promise<Dispute[]> {
  const stateStudentId = childrenOf(reader).find((one) => childKey(reader, one) === child) ?? "";
  const about = await control.disputes({ stateStudentIds: [stateStudentId] });
  return about.map((dispute) => disputeOf(dispute, null, reader));
}

/** Keeps what a guardian says of her own child. Throws `forbidden`, `invalid_request`. */
export async function makeDispute(
  { child, about, words }: DisputeRequest,
  reader: Reader,
  { control, clock }: Place,
): Promise<void> {
  const id = childrenOf(reader).find((one) => childKey(reader, one) === child);
  if (id === undefined) throw new ProblemError("forbidden", `${reader.name} has no such child.`);
  const waiting = (await disputesAbout(child, reader, { control })).filter(isWaiting);
  if (waiting.length >= WAITING)
    throw new ProblemError(
      "invalid_request",
      `${WAITING} things that were said to be wrong still wait for the school. Wait for an answer, or call the school.`,
    );
  await control.makeDispute({
    state_student_id: id,
    about,
    words,
    made_by: reader.account,
    made_at: clock().toISOString(),
  });
}

/**
 * Keeps a school's answer. One that the reader may not see is not told from one that does not exist. Throws `not_found`.
 */
export async function answerDispute(
  id: string,
  { reader, answer }: { reader: Reader; answer: DisputeAnswer },
  place: Place,
): Promise<void> {
  const dispute = await place.control.dispute(id);
  const seen = await seenAtSchool(dispute ? [dispute] : [], reader, place);
  if (!dispute || !seen.has(id)) throw new ProblemError("not_found", "There is no such dispute.");
  await place.control.answerDispute({
    ...answer,
    dispute_id: id,
    answered_by: reader.account,
    answered_at: place.clock().toISOString(),
  });
}

const isWaiting = ({ state }: Dispute) => state === "received" || state === "being_looked_at";
const isAtSchool = (reader: Reader) => grantsAtSchool(reader, "students").length > 0;

/** The child of each dispute that the reader's work at a school lets her see, by the dispute. */
async function seenAtSchool(all: Kept[], reader: Reader, { warehouse }: Place): Promise<Map<string, Child>> {
  const { generation, schoolYear } = latestYear(warehouse.manifest());
  const subjects: Subject[] = ["students", "special_education"];
  const found = await Promise.all(
    subjects.map(async (subject) => {
      const disputes = all.filter(({ about }) => subjectOf(about) === subject);
      const ids = disputes.map(({ state_student_id }) => state_student_id);
      const asking = { warehouse, reader, grants: grantsAtSchool(reader, subject), generation, schoolYear };
      const children = await childrenSeen(ids, asking);
      return disputes.flatMap(({ dispute_id, state_student_id }): [string, Child][] => {
        const child = children.get(state_student_id);
        return child?.school ? [[dispute_id, child]] : [];
      });
    }),
  );
  return new Map(found.flat());
}

function disputeOf(dispute: Kept, child: Child | null, reader: Reader): Dispute {
  return {
    dispute: dispute.dispute_id,
    about: dispute.about,
    words: dispute.words,
    made_at: dispute.made_at,
    is_mine: dispute.made_by === reader.account,
    state: dispute.answers.at(-1)?.state ?? "received",
    answers: dispute.answers.map(({ state, words, answered_at }) => ({ state, words, answered_at })),
    child: child?.school ? { name: child.name, grade: child.grade ?? "", school: child.school } : null,
  };
}
