import type { SchoolPage } from "#api/contract";
import { cellAt } from "../../components/figures/cells.ts";
import { FigureText } from "../../components/figures/figure-text.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { schoolMessages } from "./messages.ts";

export function EnrollmentTile({ page }: { page: SchoolPage }) {
  const say = useSay(schoolMessages);
  const answer = page.answers.enrollment;
  const now = cellAt(answer, "enrollment").value;
  const difference = cellAt(answer, "enrollment_difference").value;
  const measures = (answer?.columns ?? []).filter(
    (column) => column.kind === "measure" && column.part === "value",
  );
  const finding =
    now === null
      ? say("school.enrollment_unknown")
      : difference === null
        ? say("school.enrollment_known", { now })
        : say("school.enrollment_finding", { now, difference });
  return (
    <Tile
      id="enrollment"
      topic={say("school.enrollment_topic")}
      finding={finding}
      words={<p>{say("school.enrollment_text")}</p>}
      answer={answer}
      slice={page.slices.enrollment}
    >
      <FigureTable
        caption={say("school.enrollment_table")}
        rows={measures}
        rowKey={(column) => column.key}
        columns={[
          { key: "what", header: say("school.what"), show: (column) => column.label },
          {
            key: "count",
            header: say("school.count"),
            align: "end",
            show: (column) => <FigureText cell={cellAt(answer, column.key)} kind="count" />,
          },
        ]}
      />
    </Tile>
  );
}
