import type { CostsPage, Program } from "#api/contract";
import { Money } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { currentOf } from "../../components/figures/program-findings.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { costsMessages } from "./messages.ts";

export function SourcesTile({ page }: { page: CostsPage }) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const sources = togetherOf(currentOf(page.programs));
  if (sources.length === 0) return null;
  const yesNo = (is: boolean) => say(is ? "costs.yes" : "costs.no");
  return (
    <Tile
      id="sources"
      topic={say("costs.sources_topic")}
      freshness={page.answers.recurring}
      finding={say("costs.sources_finding", {
        one_time: sources.filter((source) => source.is_one_time).length,
        count: sources.length,
      })}
    >
      <FigureTable
        caption={say("costs.sources_table")}
        rows={sources}
        rowKey={(source) => source.key}
        columns={[
          { key: "name", header: say("costs.source"), show: (source) => source.name },
          {
            key: "amount",
            header: say("costs.amount"),
            align: "end",
            show: (source) => <Money usd={source.amount_usd} />,
          },
          { key: "one_time", header: say("costs.one_time"), show: (source) => yesNo(source.is_one_time) },
          {
            key: "capital",
            header: say("costs.capital_only"),
            show: (source) => yesNo(source.is_capital_only),
          },
          {
            key: "ends",
            header: say("costs.ends"),
            show: (source) => (source.ends_on ? formats.date(source.ends_on) : say("costs.no_end")),
          },
        ]}
      />
    </Tile>
  );
}

type Source = Program["funded_by"][number];

/** Every source once, with what it gives to all programs. */
function togetherOf(programs: Program[]): Source[] {
  const sources = new Map<string, Source>();
  for (const source of programs.flatMap((program) => program.funded_by)) {
    const known = sources.get(source.key);
    sources.set(source.key, { ...source, amount_usd: source.amount_usd + (known?.amount_usd ?? 0) });
  }
  return [...sources.values()].toSorted((one, other) => other.amount_usd - one.amount_usd);
}
