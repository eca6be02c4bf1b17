import {
  type Answer,
  needsPurpose,
  type Reader,
  type Slice,
  type StudentsShown,
  studentsShown,
  toArrow,
  type Warehouse,
} from "#warehouse";
import { ProblemError } from "../problems.ts";
import { hasPurpose, noteShown } from "./showing.ts";

/** Views whose rows may tell of a student; whom, they do not say. */
const viewsOfStudents = new Set(["rejections"]);

/**
 * The warehouse as routes get it: whatever shows a student is noted with its reader, or not given. Special-education
 * records of single students are given for a stated purpose only. Throws `purpose_needed` beside what is thrown within.
 */
export function recordingWarehouse(inner: Warehouse): Warehouse {
  const shownIn = rememberingShown(inner);
  const answer: Warehouse["answer"] = async (slices, reader) => {
    refuseRanges(slices);
    const given = await inner.answer(slices, reader);
    for (const [index, slice] of slices.entries())
      await noteAnswer(slice, given.answers[index], { shownIn, reader });
    return given;
  };
  return {
    ...inner,
    answer,
    async arrow(slice, reader) {
      const [given] = (await answer([slice], reader)).answers;
      if (!given) throw new Error("The warehouse gave no answer to a slice.");
      return toArrow(given);
    },
    async view(name, parameters, reader, generation) {
      const rows = await inner.view(name, parameters, reader, generation);
      if (viewsOfStudents.has(name) && rows.length > 0)
        noteShown(reader, {
          generation: inner.manifest(generation).generation,
          students: [],
          fields: Object.keys(rows[0] ?? {}),
          subject: `${name}: cells as they were received, which may name students`,
        });
      return rows;
    },
  };
}

/** A range of keys names students without saying whom. */
function refuseRanges(slices: Slice[]): void {
  for (const { where = [] } of slices)
    if (where.some(({ dimension, op }) => dimension === "student" && op === "between"))
      throw new ProblemError("invalid_request", `"student" takes "in" and "not_in": name the students.`);
}

/** A grant over a child says why: a guardian is not asked what she needs her own child's records for. */
const isOverChildren = ({ grants }: Reader): boolean =>
  grants.filter(({ mayReadStudents }) => mayReadStudents).every(({ scope }) => scope.kind === "student");

type ShownIn = (slice: Slice, answer: Answer) => Promise<StudentsShown | null>;

/** Whom an answer shows, found once for as long as the answer is kept: it is one question's, and never changes. */
function rememberingShown(inner: Warehouse): ShownIn {
  const found = new WeakMap<Answer, ReturnType<ShownIn>>();
  return (slice, answer) => {
    const shown = found.get(answer) ?? studentsShown(slice, answer, inner.studentIds);
    found.set(answer, shown);
    shown.catch(() => found.delete(answer));
    return shown;
  };
}

type Showing = { shownIn: ShownIn; reader: Reader };

async function noteAnswer(
  slice: Slice,
  answer: Answer | undefined,
  { shownIn, reader }: Showing,
): Promise<void> {
  const shown = answer ? await shownIn(slice, answer) : null;
  if (!shown) return;
  if (needsPurpose(slice) && !hasPurpose(reader) && !isOverChildren(reader)) {
    throw new ProblemError(
      "purpose_needed",
      "These are special-education records of single students. Say first what you need them for: POST /api/purposes.",
    );
  }
  noteShown(reader, shown);
}
