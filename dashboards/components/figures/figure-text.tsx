import { type Cell, publishedRate } from "./cells.ts";
import { type Formats, useFormats } from "./formats.ts";
import { MarkSign } from "./mark-sign.tsx";

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
