import type { CostsPage, Program } from "#api/contract";
import { Money } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { MarkSign } from "../../components/figures/mark-sign.tsx";
import { currentOf } from "../../components/figures/program-findings.ts";
import { Tile } from "../../components/shell/tile.tsx";
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
  const money = (key: string, header: string, of: (program: Program) => number | null): Column<Program> => ({
    key,
    header,
    align: "end",
    show: (program) => <Money usd={of(program)} />,
  });
  return [
    { key: "name", header: say("costs.program"), show: (program) => program.name },
    {
      key: "first",
      header: say("costs.first"),
      align: "end",
      show: (program) => (
        <>
          <Money usd={program.first_approved_usd} />
          {program.first_approved_on && (
            <span className="figure-n">
              {formats.known(program.first_approved_on, program.first_approved_precision ?? "day")}
            </span>
          )}
        </>
      ),
    },
    {
      key: "now",
      header: say("costs.now"),
      align: "end",
      show: (program) => (
        <>
          <Money usd={program.approved_usd} />
          {program.growth !== null && (
            <span className="figure-n">{say("costs.times", { times: formats.times(program.growth) })}</span>
          )}
        </>
      ),
    },
    money("spent", say("costs.spent"), (program) => program.expended_usd),
    money("committed", say("costs.committed"), (program) => program.committed_usd),
    money("forecast", say("costs.forecast"), (program) => program.forecast_usd),
    money("recurring", say("costs.recurring"), (program) => program.recurring_usd_a_year),
    {
      key: "funded",
      header: say("costs.funded_by"),
      show: (program) =>
        program.funded_by.length ? (
          formats.list(program.funded_by.map((source) => source.name))
        ) : (
          <MarkSign mark="not_reported" />
        ),
    },
    {
      key: "alerts",
      header: say("costs.alerts"),
      show: (program) => {
        const open = program.alerts.filter((alert) => alert.settled_on === null);
        return open.length
          ? formats.list([...new Set(open.map((alert) => alert.alert))].toSorted())
          : say("costs.no_alerts");
      },
    },
  ];
}
