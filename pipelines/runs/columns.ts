/** Lines of text in columns: numbers to the right, words to the left. */
export function columns(rows: (string | number)[][]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => String(row[at] ?? "").length))) ?? [];
  const line = (row: (string | number)[]) =>
    row.map((cell, at) =>
      typeof cell === "number" ? String(cell).padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    );
  return rows.map((row) => line(row).join("  ").trimEnd()).join("\n");
}
