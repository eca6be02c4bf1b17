import { useMemo, useState } from "react";
import type { Answer } from "#api/contract";
import { type Drill, filtersBehind, type Spot, waysBehind } from "../../components/drill/drill.ts";
import { DrillDialog } from "../../components/drill/drill-dialog.tsx";
import { drillMessages } from "../../components/drill/messages.ts";
import { cellAt, labelOf } from "../../components/figures/cells.ts";
import { useWriteCell } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { writePlace } from "../../components/report-charts/finding.ts";
import { partsOf } from "../../components/report-charts/points.ts";
import { askedOf, type BuildProps } from "./use-answer.ts";

/** What opens a number of the answer, and the dialog that is open. */
export function useDrill(
  { build, catalog, answer: { answer: whole } }: BuildProps,
  answer: Answer | undefined,
) {
  const [spot, setSpot] = useState<Spot | null>(null);
  const slice = useMemo(() => askedOf(build.draft.slice), [build.draft.slice]);
  const behind = useMemo(
    () => (one: Spot) => {
      const from = one.part === "totals" ? whole : answer;
      const where = from ? filtersBehind(slice, from, one) : null;
      const measure = one.column.measure ?? one.column.key;
      return { measure, where: where ?? [], ways: where ? waysBehind(measure, where, catalog) : [] };
    },
    [slice, answer, whole, catalog],
  );
  const drill = useMemo<Drill>(
    () => ({ canOpen: (one) => behind(one).ways.length > 0, open: setSpot }),
    [behind],
  );
  const figure = useFigureWords(answer, spot);
  const dialog = spot && <DrillDialog figure={figure} {...behind(spot)} onClose={() => setSpot(null)} />;
  return { drill, dialog };
}

/** `2,746: Days absent, Alameda Vista Elementary`. */
function useFigureWords(answer: Answer | undefined, spot: Spot | null): string {
  const say = useSay(drillMessages);
  const formats = useFormats();
  const write = useWriteCell();
  if (!answer || !spot) return "";
  const { column, part, row } = spot;
  const cells = answer[part][row];
  const places = partsOf(answer)
    .dimensions.flatMap(({ key }) =>
      cells && key in cells ? [writePlace(labelOf(cells, key), formats)] : [],
    )
    .filter(Boolean);
  const value = write(cellAt(answer, column.key, { row, part }), column.unit);
  return `${value}: ${[column.label, ...(places.length > 0 ? places : [say("drill.total")])].join(", ")}`;
}
