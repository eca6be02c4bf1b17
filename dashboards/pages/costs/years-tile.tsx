import { useMemo } from "react";
import type { CostsPage } from "#api/contract";
import { TenYears } from "../../components/charts/ten-years.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { currentOf, fiscalYearsOf, unfundedOf } from "../../components/figures/program-findings.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { costsMessages } from "./messages.ts";

export function YearsTile({ page }: { page: CostsPage }) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const programs = currentOf(page.programs);
  const years = useMemo(() => fiscalYearsOf(page.fiscal_years, currentOf(page.programs)), [page]);
  const gap = unfundedOf(years);
  return (
    <Tile
      id="years"
      topic={say("costs.years_topic")}
      finding={
        gap.total > 0
          ? say("costs.years_finding", {
              unfunded: formats.money(gap.unfunded),
              total: formats.money(gap.total),
            })
          : say("costs.years_none")
      }
      answer={page.answers.recurring}
      slice={page.slices.recurring}
    >
      {gap.total > 0 && (
        <TenYears
          title={say("costs.years_chart", { has_gap: gap.first !== null, year: gap.first ?? "" })}
          caption={say("costs.years_caption", { n: programs.length })}
          years={years}
        />
      )}
    </Tile>
  );
}
