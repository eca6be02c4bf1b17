export type Sort = { key: string; direction: "asc" | "desc" };

/** Rows without a value come last in both directions, so that an order says nothing about a hidden figure. */
export function sortRows<Row>(
  rows: readonly Row[],
  by: ((row: Row) => string | number | null) | undefined,
  { direction }: Sort,
): readonly Row[] {
  if (!by) return rows;
  const sign = direction === "asc" ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [by(one), by(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === "string" || typeof b === "string") return sign * String(a).localeCompare(String(b));
    return sign * (a - b);
  });
}

/** `attendance_rate.desc` of the address. */
export function readSort(text: string | undefined): Sort | undefined {
  const [key, direction] = text?.split(".") ?? [];
  return key && (direction === "asc" || direction === "desc") ? { key, direction } : undefined;
}
