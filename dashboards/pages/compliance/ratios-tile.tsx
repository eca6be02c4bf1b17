import type { CompliancePage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { freshnessOf } from "../../components/figures/freshness.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { complianceMessages } from "./messages.ts";

/** Never a bare ratio: n, d and risk stand beside it, and where there is none, the reason. */
export function RatiosTile({ page }: { page: CompliancePage }) {
  const say = useSay(complianceMessages);
  const formats = useFormats();
  const ratios = [...page.disproportionality].sort((a, b) => (b.ratio ?? -1) - (a.ratio ?? -1));
  const highest = ratios[0];
  const two = (ratio: number) => formats.number(Math.round(ratio * 100) / 100);
  return (
    <Tile
      id="ratios"
      topic={say("compliance.ratios_topic")}
      freshness={freshnessOf(page)}
      finding={
        highest?.ratio
          ? say("compliance.ratios_finding", { label: highest.label, ratio: two(highest.ratio) })
          : say("compliance.ratios_none")
      }
      words={<p>{say("compliance.ratios_text")}</p>}
    >
      <FigureTable
        caption={say("compliance.ratios_table")}
        rows={ratios}
        rowKey={(row) => row.group}
        columns={[
          { key: "group", header: say("compliance.race"), show: (row) => row.label },
          {
            key: "risk",
            header: say("compliance.with_iep"),
            align: "end",
            show: (row) =>
              row.risk === null || row.numerator === null || row.denominator === null
                ? "*"
                : say("compliance.share", {
                    n: formats.number(row.numerator),
                    d: formats.number(row.denominator),
                    rate: formats.percent(row.risk),
                  }),
          },
          {
            key: "ratio",
            header: say("compliance.ratio"),
            align: "end",
            show: (row) =>
              row.ratio === null ? say("compliance.no_ratio", { reason: row.reason ?? "" }) : two(row.ratio),
          },
        ]}
      />
    </Tile>
  );
}
