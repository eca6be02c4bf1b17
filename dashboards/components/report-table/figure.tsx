import type { ReactNode } from "react";
import type { Answer, Catalog } from "#api/contract";
import type { Drill } from "../drill/drill.ts";
import { DrillFigure } from "../drill/drill-figure.tsx";
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
  drill: Drill | undefined;
};

const betterOf = (measure: string, { measures }: Catalog) =>
  measures.find(({ key }) => key === measure)?.better ?? null;

/** One number of an answer: a difference says in words which way it goes, and what is missing says why. */
export function Figure({ answer, column, place, catalog, drill }: Props): ReactNode {
  const formats = useFormats();
  const { measure = column.key, part = "value", unit } = column;
  const kind = kindOfUnit(unit);
  const cell = cellAt(answer, column.key, place);
  const spot = { part: "rows" as const, ...place, column };
  if (part === "value") return <DrillFigure cell={cell} kind={kind} spot={spot} drill={drill} />;
  if (part === "computed") return <FigureText cell={cell} kind={kind} />;
  const { value: number, mark } = cell;
  if (part === "change" || part === "difference" || part === "gap" || part === "restated") {
    // What was published before was neither better nor worse, only other.
    const better = part === "restated" ? null : betterOf(measure, catalog);
    return <ChangeText change={number} mark={mark} isPercent={unit === "percent"} better={better} />;
  }
  if (number === null) return <MarkSign mark={mark ?? "no_data"} />;
  return <span className="figure">{writeFigure(number, kind, formats)}</span>;
}
