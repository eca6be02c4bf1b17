/** A number of students, or of something they did, with the persons behind it. */
export type Counted = { value: number | null; persons: number | null };

const isSmall = (persons: number | null, threshold: number) =>
  persons !== null && persons >= 1 && persons <= threshold;

/**
 * Whether a cell must be hidden from readers who may not see students: any of its numbers stands for 1 to `threshold`
 * students. Zero is shown. A rate is hidden too when the students who are not in its numerator are that few.
 */
export function mustHide(cell: readonly Counted[], threshold: number): boolean {
  if (cell.some(({ persons }) => isSmall(persons, threshold))) return true;
  const [part, whole] = cell;
  if (!part || !whole || part.persons === null || whole.persons === null) return false;
  return (
    part.persons === part.value &&
    whole.persons === whole.value &&
    isSmall(whole.persons - part.persons, threshold)
  );
}
