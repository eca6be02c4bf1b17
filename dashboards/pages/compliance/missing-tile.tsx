import type { CompliancePage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { freshnessOf } from "../../components/figures/freshness.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { complianceMessages } from "./messages.ts";

export function MissingTile({ page }: { page: CompliancePage }) {
  const say = useSay(complianceMessages);
  const formats = useFormats();
  const { missing, expected } = page.completeness;
  return (
    <Tile
      id="missing"
      topic={say("compliance.missing_topic")}
      freshness={freshnessOf(page)}
      finding={say("compliance.missing_finding", { count: missing.length, expected })}
      words={<p>{say("compliance.missing_text")}</p>}
    >
      {missing.length > 0 && (
        <FigureTable
          caption={say("compliance.missing_table")}
          rows={missing}
          rowKey={(school) => school.key}
          columns={[
            { key: "school", header: say("compliance.school"), show: (school) => school.label },
            {
              key: "last",
              header: say("compliance.last"),
              align: "end",
              show: (school) =>
                school.last_reported_on ? formats.date(school.last_reported_on) : say("compliance.never"),
            },
          ]}
        />
      )}
    </Tile>
  );
}
