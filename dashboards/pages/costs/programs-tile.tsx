import type { CostsPage, Program } from "#api/contract";
import { Money } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { MarkSign } from "../../components/figures/mark-sign.tsx";
import { currentOf } from "../../components/figures/program-findings.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { figureColumn, wordColumn } from "../../components/tables/columns.ts";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { costsMessages } from "./messages.ts";

export function ProgramsTile({ page }: { page: CostsPage }) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const programs = currentOf(page.programs);
  const approved = programs.reduce((sum, program) => sum + (program.approved_usd ?? 0), 0);
  return (
    <Tile
      id="programs"
      topic={say("costs.programs_topic")}
      freshness={page.answers.recurring}
      finding={say("costs.programs_finding", { count: programs.length, approved: formats.money(approved) })}
      isWide
    >
      <FigureTable
        caption={say("costs.programs_table")}
        isCaptionHidden
        columns={useColumns()}
        rows={programs}
        rowKey={(program) => program.key}
      />
    </Tile>
  );
}

function useColumns(): Column<Program>[] {
  const say = useSay(costsMessages);
  const formats = useFormats();
  return [
    wordColumn("name", say("costs.program"), (program) => program.name),
    figureColumn("first", say("costs.first"), (program) => <FirstApproved program={program} />),
    figureColumn("now", say("costs.now"), (program) => (
      <>
        <Money usd={program.approved_usd} />
        {program.growth !== null && (
          <span className="figure-n">{say("costs.times", { times: formats.times(program.growth) })}</span>
        )}
      </>
    )),
    figureColumn("spent", say("costs.spent"), (program) => <Money usd={program.expended_usd} />),
    figureColumn("committed", say("costs.committed"), (program) => <Money usd={program.committed_usd} />),
    figureColumn("forecast", say("costs.forecast"), (program) => <Money usd={program.forecast_usd} />),
    figureColumn("recurring", say("costs.recurring"), (program) => (
      <Money usd={program.recurring_usd_a_year} />
    )),
    wordColumn("funded", say("costs.funded_by"), ({ funded_by: sources }) =>
      sources.length ? formats.list(sources.map((source) => source.name)) : <MarkSign mark="not_reported" />,
    ),
    wordColumn("alerts", say("costs.alerts"), (program) => {
      const open = program.alerts.filter((alert) => alert.settled_on === null).map((alert) => alert.alert);
      return open.length ? formats.list([...new Set(open)].toSorted()) : say("costs.no_alerts");
    }),
  ];
}

function FirstApproved({ program }: { program: Program }) {
  const formats = useFormats();
  const { first_approved_on: on, first_approved_precision: precision } = program;
  return (
    <>
      <Money usd={program.first_approved_usd} />
      {on && <span className="figure-n">{formats.known(on, precision ?? "day")}</span>}
    </>
  );
}
