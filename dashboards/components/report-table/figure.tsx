import type { ReactNode } from "react";
import type { Answer, Catalog } from "#api/contract";
import { cellAt } from "../figures/cells.ts";
import { FigureText, kindOfUnit, writeFigure } from "../figures/figure-text.tsx";
import { useFormats } from "../figures/formats.ts";
import { MarkSign } from "../figures/mark-sign.tsx";
import type { Column } from "../report-charts/points.ts";
import { ChangeText } from "./change-text.tsx";

type Props = {
  answer: Answer;
  column: Column;
  place: { row: number; part?: "rows" | "totals" };
  catalog: Catalog;
};

const betterOf = (measure: string, { measures }: Catalog) =>
  measures.find(({ key }) => key === measure)?.better ?? null;

/** One number of an answer: a difference says in words which way it goes, and what is missing says why. */
export function Figure({ answer, column, place, catalog }: Props): ReactNode {
  const formats = useFormats();
  const { measure = column.key, part = "value", unit } = column;
  const kind = kindOfUnit(unit);
  const cell = cellAt(answer, column.key, place);
  if (part === "value" || part === "computed") return <FigureText cell={cell} kind={kind} />;
  const { value: number, mark } = cell;
  if (part === "change" || part === "difference" || part === "gap" || part === "restated") {
    // What was published before was neither better nor worse, only other.
    const better = part === "restated" ? null : betterOf(measure, catalog);
    return <ChangeText change={number} mark={mark} isPercent={unit === "percent"} better={better} />;
  }
  if (number === null) return <MarkSign mark={mark ?? "no_data"} />;
  return <span className="figure">{writeFigure(number, kind, formats)}</span>;
}
