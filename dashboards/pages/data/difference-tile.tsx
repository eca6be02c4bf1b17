import type { DataPage } from "#api/contract";
import { cellAt } from "../../components/figures/cells.ts";
import { useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { AnswerTable } from "../../components/tables/answer-table.tsx";
import { dataMessages } from "./messages.ts";

export function DifferenceTile({ page }: { page: DataPage }) {
  const say = useSay(dataMessages);
  const answer = page.answers.enrollment_difference;
  const count = (answer?.rows ?? []).filter((_, row) => {
    const cell = cellAt(answer, "enrollment_difference", { row });
    return (cell.value ?? 0) > 0 || cell.mark === "suppressed";
  }).length;
  return (
    <Tile
      id="difference"
      topic={say("data.difference_topic")}
      finding={say("data.difference_finding", { count })}
      answer={answer}
      slice={page.slices.enrollment_difference}
    >
      {answer && <AnswerTable caption={say("data.difference_table")} answer={answer} limit={10} />}
    </Tile>
  );
}
