import type { Answer } from "#api/contract";
import { besideParts } from "./draft.ts";

/** What has changed between two generations, as numbers of rows of the answer of today. */
export type Changes = { changed: number[]; added: number[]; hidden: number[] };

const [THEN] = besideParts.generation;

/**
 * Which rows of an answer that stands beside an earlier generation have changed, which had no figure then, and of which it is
 * not told because a figure is hidden. A row in which one figure has changed has changed.
 */
export function changesIn(answer: Answer): Changes {
  const changes: Changes = { changed: [], added: [], hidden: [] };
  const values = answer.columns.filter(({ part }) => part === "value").map(({ key }) => key);
  const marks = new Map(
    answer.marks.flatMap(({ part, row, column, mark }) =>
      part === "rows" ? [[`${row} ${column}`, mark]] : [],
    ),
  );
  answer.rows.forEach((cells, row) => {
    const kinds = values.map((key): keyof Changes | "same" => {
      const [now, then] = [cells[key] ?? null, cells[thenOf(key)] ?? null];
      if (now === then) return marks.get(`${row} ${key}`) === "suppressed" ? "hidden" : "same";
      const unseen = now === null ? key : then === null ? thenOf(key) : null;
      if (unseen !== null && marks.get(`${row} ${unseen}`) === "suppressed") return "hidden";
      return then === null ? "added" : "changed";
    });
    if (kinds.every((kind) => kind === "added")) changes.added.push(row);
    else if (kinds.some((kind) => kind === "changed" || kind === "added")) changes.changed.push(row);
    else if (kinds.includes("hidden")) changes.hidden.push(row);
  });
  return changes;
}

/** `enrollment@high` stood then in `enrollment__then@high`. */
function thenOf(key: string): string {
  const [measure, value] = key.split("@");
  return value === undefined ? `${measure}__${THEN}` : `${measure}__${THEN}@${value}`;
}

/** An answer with these of its rows only; the totals stay what they are of. */
export function withRows(answer: Answer, rows: number[]): Answer {
  const places = new Map(rows.map((row, place) => [row, place]));
  return {
    ...answer,
    rows: answer.rows.filter((_, row) => places.has(row)),
    marks: answer.marks.flatMap((mark) => {
      if (mark.part === "totals") return mark;
      const row = places.get(mark.row);
      return row === undefined ? [] : { ...mark, row };
    }),
  };
}
