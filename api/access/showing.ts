import type { Grant, NewAccess, Reader, StudentsShown } from "#warehouse";

/** What a request does: noted while it is answered, recorded before the answer leaves. */
export type Showing = {
  /** What the session said it needs special-education records for. */
  purpose: string | null;
  shown: StudentsShown[];
  /** Where a route says itself what it does; such a request is recorded even where it shows no student. */
  told: Pick<NewAccess, "action" | "subject" | "students"> | null;
};

/** By the reader object of one request: what is shown to it is known wherever the reader goes. */
const showings = new WeakMap<Reader, Showing>();

/** A reader of her own for one request, for whom whatever is shown is noted from now on. */
export function beginShowing(reader: Reader, purpose: string | null): { reader: Reader; showing: Showing } {
  const own = { ...reader };
  const showing: Showing = { purpose, shown: [], told: null };
  showings.set(own, showing);
  return { reader: own, showing };
}

/** The reader of the same request with these grants only; whom she is shown is noted with all the rest. */
export function withGrants(reader: Reader, grants: Grant[]): Reader {
  const own = { ...reader, grants };
  showings.set(own, showingOf(reader));
  return own;
}

/** Notes whom an answer shows. A reader for whom nobody keeps notes is shown no student. */
export function noteShown(reader: Reader, ...shown: StudentsShown[]): void {
  if (shown.length > 0) showingOf(reader).shown.push(...shown);
}

/** Says what a request does; it is recorded whether or not it shows students. */
export function sayAccess(reader: Reader, told: Showing["told"]): void {
  showingOf(reader).told = told;
}

/** Whether the reader has said what she needs special-education records for. */
export const hasPurpose = (reader: Reader): boolean => purposeSaid(reader) !== null;

/** What she has said; null where she has not. */
export const purposeSaid = (reader: Reader): string | null => showingOf(reader).purpose;

/** What was made, and whom it shows: to be kept together. */
export type Made<Thing> = { made: Thing; shown: StudentsShown[] };

/** Makes something for a reader and notes apart whom it shows, so that it can be shown to her again. */
export async function noting<Thing>(
  reader: Reader,
  make: (own: Reader) => Promise<Thing>,
): Promise<Made<Thing>> {
  const own = beginShowing(reader, showingOf(reader).purpose);
  const made = await make(own.reader);
  return { made, shown: own.showing.shown };
}

function showingOf(reader: Reader): Showing {
  const showing = showings.get(reader);
  if (!showing) throw new Error(`Nobody keeps notes of what ${reader.account} is shown, so it is not shown.`);
  return showing;
}
