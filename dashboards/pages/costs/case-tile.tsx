import { useMemo } from "react";
import type { CostsPage, Program } from "#api/contract";
import { TenYears } from "../../components/charts/ten-years.tsx";
import { Waterfall } from "../../components/charts/waterfall.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { fiscalYearsOf, unfundedOf } from "../../components/figures/program-findings.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { AlertList, togetherOf } from "./alerts-tile.tsx";
import { CaseSlider } from "./case-slider.tsx";
import { Ledger } from "./ledger.tsx";
import { costsMessages } from "./messages.ts";
import { useSteps } from "./program-steps.ts";

type Props = { page: CostsPage; program: Program };

/** A published history, at any date of it. */
export function CaseTile({ page, program }: Props) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const steps = useSteps(program);
  const date = formats.date(page.cost_as_of);
  return (
    <Tile
      id="case-file"
      isSheet
      topic={say("costs.case_topic")}
      freshness={page.answers.recurring}
      finding={say(program.approved_usd === null ? "costs.program_unknown" : "costs.case_finding", {
        name: program.name,
        approved: formats.money(program.approved_usd ?? 0),
        date,
      })}
      words={<CaseWords page={page} program={program} />}
    >
      {steps.length > 0 && (
        <Waterfall
          title={say("costs.waterfall", {
            count: steps.length,
            now: formats.money(program.approved_usd ?? 0),
          })}
          caption={say("costs.waterfall_caption", { name: program.name })}
          steps={steps}
        />
      )}
      <CaseYears page={page} program={program} />
      {program.alerts.length > 0 && (
        <div className="figure-block">
          <h3>{say("costs.case_alerts")}</h3>
          <AlertList groups={togetherOf(program.alerts)} />
        </div>
      )}
      {program.actions.length > 0 && <Ledger program={program} />}
    </Tile>
  );
}

function CaseYears({ page, program }: Props) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const years = useMemo(() => {
    const names = program.recurring.map((row) => row.fiscal_year);
    return fiscalYearsOf(names, [program]);
  }, [program]);
  if (unfundedOf(years).total === 0) return null;
  return (
    <TenYears
      title={say("costs.case_chart", { date: formats.date(page.cost_as_of) })}
      caption={say("costs.case_caption", { citation: program.citation ?? "" })}
      years={years}
    />
  );
}

function CaseWords({ page, program }: Props) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const money = (usd: number | null) => (usd === null ? say("costs.not_reported") : formats.money(usd));
  const unfunded = program.unfunded_usd_ten_years ?? 0;
  return (
    <>
      <CaseSlider page={page} program={program} />
      {unfunded > 0 && (
        <p>
          {say("costs.case_unfunded", {
            unfunded: formats.money(unfunded),
            date: formats.date(page.cost_as_of),
          })}
        </p>
      )}
      <p>
        {say("costs.case_reported", {
          spent: money(program.expended_usd),
          forecast: money(program.forecast_usd),
        })}
      </p>
      <p className="aside">{say("costs.case_text")}</p>
    </>
  );
}
