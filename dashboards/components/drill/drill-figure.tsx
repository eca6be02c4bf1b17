import { type Cell, publishedRate } from "../figures/cells.ts";
import { type FigureKind, FigureText, writeFigure } from "../figures/figure-text.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import type { Drill, Spot } from "./drill.ts";
import { drillMessages } from "./messages.ts";

type Props = { cell: Cell; kind: FigureKind; spot: Spot; drill: Drill | undefined };

/** A number that opens who stands behind it; where the reader may not see that, or there is no number, it is only told. */
export function DrillFigure({ cell, kind, spot, drill }: Props) {
  const say = useSay(drillMessages);
  const formats = useFormats();
  const value = kind === "percent" ? publishedRate(cell) : cell.value;
  if (value === null || !drill?.canOpen(spot)) return <FigureText cell={cell} kind={kind} />;
  const figure = writeFigure(value, kind, formats);
  return (
    <button
      type="button"
      className="drill figure"
      // One stop of the keyboard is chosen by `useArrows`.
      tabIndex={-1}
      aria-label={say("drill.open", { figure })}
      onClick={() => drill.open(spot)}
    >
      {figure}
    </button>
  );
}
