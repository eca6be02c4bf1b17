import type { Slice } from "#warehouse";
import type { NaiveRow } from "./answer.ts";
import type { Value } from "./sources/row.ts";

/** The values of the pivot's dimension in the order of their words, what is unknown last. */
export function valuesAcross(
  rows: NaiveRow[],
  { pivot, by = [] }: Slice,
  words: (value: Value) => string,
): Value[] {
  const at = by.indexOf(pivot ?? "");
  const values = [...new Set(rows.map(({ key }) => key[at] ?? null))];
  const known = values.filter((value) => value !== null);
  known.sort((a, b) => inOrder.compare(words(a), words(b)));
  return values.includes(null) ? [...known, null] : known;
}

const inOrder = new Intl.Collator("en", { numeric: true });

/** One row for each key without the pivot's value; `at` is where that stands in the keys. */
export function pivoted(rows: NaiveRow[], at: number, values: Value[]): NaiveRow[] {
  const names = Object.keys(rows[0]?.cells ?? {});
  const found = new Map<string, NaiveRow>();
  for (const { key, cells } of rows) {
    const rest = key.filter((_, index) => index !== at);
    const name = JSON.stringify(rest);
    const row = found.get(name) ?? { key: rest, cells: emptyOf(names, values) };
    found.set(name, row);
    const value = key[at] ?? null;
    if (values.includes(value))
      for (const column of names) row.cells[`${column}@${value}`] = cells[column] ?? null;
  }
  return [...found.values()];
}

const emptyOf = (names: string[], values: Value[]): NaiveRow["cells"] =>
  Object.fromEntries(values.flatMap((value) => names.map((column) => [`${column}@${value}`, null])));
