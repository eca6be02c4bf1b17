import { useMemo } from "react";
import type { Answer, Catalog } from "#api/contract";
import { cellAt } from "../figures/cells.ts";
import { useWriteCell } from "../figures/figure-text.tsx";
import { type Formats, useFormats, useSay } from "../figures/formats.ts";
import { questionMessages } from "../questions/messages.ts";
import { axesOf } from "./chart-kinds.ts";
import { numberOf, partsOf, placeAt } from "./points.ts";

/** What an answer says in one sentence, from the figures that can be shown: its first measure over time or places. */
export function useFinding(answer: Answer | undefined, catalog: Catalog): string {
  const say = useSay(questionMessages);
  const formats = useFormats();
  const write = useWriteCell();
  return useMemo(() => {
    const column = answer ? partsOf(answer).measures[0] : undefined;
    if (!answer || !column) return "";
    const measure = column.label;
    const { dimensions } = partsOf(answer);
    if (dimensions.some(({ key }) => key === "student"))
      return say("question.finding.list", { count: answer.rows.length });
    const cells = answer.rows
      .map((_, row) => ({
        place: dimensions.map(({ key }) => writePlace(placeAt(answer, row, key), formats)).join(", "),
        cell: cellAt(answer, column.key, { row }),
      }))
      .filter((one) => numberOf(one) !== null);
    const [first] = cells;
    const last = cells.at(-1);
    if (!first || !last) return say("question.finding.none", { measure });
    const value = (one: typeof first) => write(one.cell, column.unit);
    if (dimensions.length === 0) return say("question.finding.whole", { measure, value: value(first) });
    const { at } = axesOf(answer, catalog);
    const isTime = catalog.dimensions.some(({ key, topic }) => key === at && topic === "time");
    if (isTime && dimensions.length === 1) {
      const [from, to] = isDescending(answer, at) ? [last, first] : [first, last];
      const change = (numberOf(to) ?? 0) - (numberOf(from) ?? 0);
      const direction = change > 0 ? "up" : change < 0 ? "down" : "same";
      const ends = { first: value(from), first_place: from.place, last: value(to), last_place: to.place };
      return say("question.finding.trend", { measure, direction, ...ends });
    }
    const sorted = cells.toSorted((one, other) => (numberOf(one) ?? 0) - (numberOf(other) ?? 0));
    const [low = first] = sorted;
    const high = sorted.at(-1) ?? first;
    if (low === high || cells.length === 1)
      return say("question.finding.highest", { measure, place: high.place, value: value(high) });
    const ends = { low: value(low), low_place: low.place, high: value(high), high_place: high.place };
    return say("question.finding.range", { measure, ...ends });
  }, [answer, catalog, say, formats, write]);
}

/** Days and months as people write them. */
export function writePlace(label: string, formats: Formats): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(label)) return formats.date(label);
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(label) ? formats.known(`${label}-01`, "month") : label;
}

function isDescending(answer: Answer, dimension: string): boolean {
  const first = placeAt(answer, 0, dimension);
  return placeAt(answer, answer.rows.length - 1, dimension) < first;
}
