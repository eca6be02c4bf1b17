import type { Filter } from "#warehouse";
import { groupsOf, inDimension, type Row, type Value } from "./sources/row.ts";

/** Whether a value passes a filter. Unknown is in no range, and only in a list that names it. */
export function passes(value: Value, { op, values }: Filter): boolean {
  if (op === "between") {
    const [low, high] = values.map(String);
    return (
      value !== null &&
      low !== undefined &&
      high !== undefined &&
      low <= String(value) &&
      String(value) <= high
    );
  }
  const isListed = values.some((listed) =>
    listed === null ? value === null : value !== null && String(listed) === String(value),
  );
  return op === "in" ? isListed : !isListed;
}

/** A student is in several groups: to leave one out leaves its students out. */
function passesGroups(row: Row, filter: Filter): boolean {
  if (filter.op !== "not_in") return groupsOf(row).some((group) => passes(group, filter));
  return groupsOf(row).every((group) => passes(group, filter));
}

export const passesRow = (row: Row, filter: Filter): boolean =>
  filter.dimension === "student_group"
    ? passesGroups(row, filter)
    : passes(inDimension(row, filter.dimension), filter);
