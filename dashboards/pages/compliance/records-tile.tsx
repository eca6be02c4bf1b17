import type { CompliancePage } from "#api/contract";
import { cellAt } from "../../components/figures/cells.ts";
import { FigureText } from "../../components/figures/figure-text.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { AnswerTable } from "../../components/tables/answer-table.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { complianceMessages } from "./messages.ts";

export function RecordsTile({ page }: { page: CompliancePage }) {
  const say = useSay(complianceMessages);
  const answer = page.answers.records;
  const bySchool = page.answers.records_by_school;
  const n = cellAt(answer, "record_mismatches").value;
  const measures = (answer?.columns ?? []).filter(
    (column) => column.kind === "measure" && column.part === "value",
  );
  return (
    <Tile
      id="records"
      topic={say("compliance.records_topic")}
      finding={n === null ? say("compliance.records_unknown") : say("compliance.records_finding", { n })}
      answer={answer}
      slice={page.slices.records}
    >
      <FigureTable
        caption={say("compliance.records_table")}
        rows={measures}
        rowKey={(column) => column.key}
        columns={[
          { key: "reason", header: say("compliance.reason"), show: (column) => column.label },
          {
            key: "students",
            header: say("compliance.students"),
            align: "end",
            show: (column) => <FigureText cell={cellAt(answer, column.key)} kind="count" />,
          },
        ]}
      />
      {bySchool && (
        <AnswerTable
          caption={say("compliance.records_by_school")}
          answer={bySchool}
          without={["iep_students"]}
          isWithoutZeros
          limit={10}
        />
      )}
    </Tile>
  );
}
