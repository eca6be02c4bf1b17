import { z } from "zod";
import { type Reader, type Warehouse, WarehouseError } from "#warehouse";
import { readRows } from "../rows.ts";

/** What the calendars of a reader's schools say of a day. */
export type Calendar = {
  isSchoolDay: boolean;
  /** The last day of the term that ended before, ISO date. */
  termEndedOn: string | null;
};

const schoolRow = z.object({ is_school_day: z.boolean(), term_ended_on: z.string().nullable() });

/**
 * A day by the calendars of the schools that a reader reaches: one that teaches makes it a school day, and a term has ended when
 * it has at most of them. Throws `forbidden` where her grants reach no students.
 */
export async function calendarOf(
  reader: Reader,
  on: string,
  warehouse: Pick<Warehouse, "view">,
): Promise<Calendar> {
  const schools = readRows(schoolRow, await warehouse.view("school_days", { on_day: on }, reader));
  const ends = schools.flatMap(({ term_ended_on }) => term_ended_on ?? []);
  return {
    isSchoolDay: schools.some(({ is_school_day }) => is_school_day),
    termEndedOn: mostOf(ends),
  };
}

/** The same for a recipient of a mail; nobody teaches where her grants reach no schools. */
export async function calendarIfAny(...asked: Parameters<typeof calendarOf>): Promise<Calendar> {
  try {
    return await calendarOf(...asked);
  } catch (error) {
    if (error instanceof WarehouseError) return { isSchoolDay: false, termEndedOn: null };
    throw error;
  }
}

/** The day that stands most often, the latest of those. */
function mostOf(days: string[]): string | null {
  const counts = new Map<string, number>();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  const [most] = [...counts].sort(
    ([day, count], [other, others]) => others - count || other.localeCompare(day),
  );
  return most?.[0] ?? null;
}
