/** A number of students, or of something they did, with the persons behind it. */
export type Counted = { value: number | null; persons: number | null };

/**
 * Whether a cell must be hidden from readers who may not see students: any number that it shows stands for 1 to
 * `threshold` students. Zero is shown. What can be found out by subtracting cells is not yet protected.
 */
export function mustHide(cell: readonly Counted[], threshold: number): boolean {
  return cell.some(({ persons }) => persons !== null && persons >= 1 && persons <= threshold);
}
