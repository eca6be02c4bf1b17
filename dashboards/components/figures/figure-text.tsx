import { useCallback } from "react";
import type { Answer } from "#api/contract";
import { type Cell, publishedRate } from "./cells.ts";
import { type Formats, useFormats, useSay } from "./formats.ts";
import { MarkSign } from "./mark-sign.tsx";
import { figureMessages } from "./messages.ts";

/** How a measure's number is written. */
export type FigureKind = "count" | "percent" | "money" | "money_exact";

export function writeFigure(value: number, kind: FigureKind, formats: Formats): string {
  switch (kind) {
    case "percent":
      return formats.percent(value);
    case "money":
      return formats.money(value);
    case "money_exact":
      return formats.moneyExact(value);
    default:
      return formats.number(value, Number.isInteger(value) ? 0 : 1);
  }
}

/** How a unit of the contract is written. */
export function kindOfUnit(unit: Answer["columns"][number]["unit"]): FigureKind {
  if (unit === "percent") return "percent";
  return unit === "usd" ? "money_exact" : "count";
}

/** A figure in words, or why there is none. */
export function useWriteCell(): (cell: Cell, unit: Answer["columns"][number]["unit"]) => string {
  const formats = useFormats();
  const say = useSay(figureMessages);
  return useCallback(
    (cell, unit) => {
      const kind = kindOfUnit(unit);
      const value = kind === "percent" ? publishedRate(cell) : cell.value;
      return value === null
        ? say(`figure.mark.${cell.mark ?? "no_data"}`)
        : writeFigure(value, kind, formats);
    },
    [formats, say],
  );
}

/** One figure as text, or the sign that says why there is none. */
export function FigureText({ cell, kind }: { cell: Cell; kind: FigureKind }) {
  const formats = useFormats();
  const value = kind === "percent" ? publishedRate(cell) : cell.value;
  if (value === null) return <MarkSign mark={cell.mark ?? "no_data"} />;
  return <span className="figure">{writeFigure(value, kind, formats)}</span>;
}

/** An amount that may not be reported; it is never shown as 0. */
export function Money({ usd, exact = false }: { usd: number | null; exact?: boolean }) {
  const formats = useFormats();
  if (usd === null) return <MarkSign mark="not_reported" />;
  return <span className="figure">{exact ? formats.moneyExact(usd) : formats.money(usd)}</span>;
}
