import type { SchoolPage } from "#api/contract";
import { cellAt, publishedRate, rowOf } from "../../components/figures/cells.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { AnswerTable } from "../../components/tables/answer-table.tsx";
import { schoolMessages } from "./messages.ts";

export function SuspensionsTile({ page }: { page: SchoolPage }) {
  const say = useSay(schoolMessages);
  const formats = useFormats();
  const answer = page.answers.suspensions;
  const rateOf = (group: string) =>
    publishedRate(cellAt(answer, "suspension_rate", { row: rowOf(answer, "student_group", group) }));
  const [all, swd] = [rateOf("ALL"), rateOf("SWD")];
  return (
    <Tile
      id="suspensions"
      topic={say("school.suspensions_topic")}
      finding={
        all === null || swd === null
          ? say("school.suspensions_unknown")
          : say("school.suspensions_finding", { all: formats.percent(all), swd: formats.percent(swd) })
      }
      answer={answer}
      slice={page.slices.suspensions}
    >
      {answer && <AnswerTable caption={say("school.suspensions_table")} answer={answer} />}
    </Tile>
  );
}
