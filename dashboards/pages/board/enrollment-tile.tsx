import type { BoardPage } from "#api/contract";
import { cellAt, keyOf, labelOf } from "../../components/figures/cells.ts";
import { FigureText } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { boardMessages } from "./messages.ts";

const measures = ["norm_day_enrollment", "census_day_enrollment", "enrollment"] as const;

export function EnrollmentTile({ page }: { page: BoardPage }) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const answer = page.answers.enrollment;
  const total = page.answers.enrollment_total;
  const now = cellAt(total, "enrollment").value;
  const census = cellAt(total, "census_day_enrollment").value;
  const change = now === null || census === null ? null : now - census;
  const direction = change === null ? "none" : change === 0 ? "same" : change > 0 ? "up" : "down";
  return (
    <Tile
      id="enrollment"
      topic={say("board.enrollment_topic")}
      finding={
        now === null
          ? say("board.enrollment_unknown")
          : say("board.enrollment_finding", {
              now: formats.number(now),
              direction,
              size: formats.number(Math.abs(change ?? 0)),
            })
      }
      answer={total ?? answer}
      slice={page.slices.enrollment}
      words={<p>{say("board.enrollment_text")}</p>}
    >
      <ByKind page={page} />
    </Tile>
  );
}

function ByKind({ page }: { page: BoardPage }) {
  const say = useSay(boardMessages);
  const answer = page.answers.enrollment;
  const total = page.answers.enrollment_total;
  const rows = answer?.rows ?? [];
  const headers = [say("board.norm"), say("board.census"), say("board.now")];
  return (
    <FigureTable
      caption={say("board.enrollment_table")}
      rows={rows.map((_, row) => row)}
      rowKey={(row) => keyOf(rows[row], "charter_funding")}
      columns={[
        { key: "kind", header: say("board.kind"), show: (row) => labelOf(rows[row], "charter_funding") },
        ...measures.map((measure, index) => ({
          key: measure,
          header: headers[index] ?? measure,
          align: "end" as const,
          show: (row: number) => <FigureText cell={cellAt(answer, measure, { row })} kind="count" />,
        })),
      ]}
      totals={
        total && [
          say("board.total"),
          ...measures.map((measure) => (
            <FigureText key={measure} cell={cellAt(total, measure)} kind="count" />
          )),
        ]
      }
    />
  );
}
