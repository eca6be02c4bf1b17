import { useId } from "react";
import type { CostsPage } from "#api/contract";
import { WorkbookButton } from "../../components/actions/workbook-button.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import {
  currentOf,
  fiscalYearsOf,
  grownOf,
  unfundedOf,
  unknownCostOf,
} from "../../components/figures/program-findings.ts";
import { useUnfundedWords } from "../../components/figures/unfunded-words.ts";
import { PageHead } from "../../components/shell/page-head.tsx";
import { useView } from "../../view.ts";
import { costsMessages } from "./messages.ts";

type Props = { page: CostsPage };

export function CostsHead({ page }: Props) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const gap = unfundedOf(fiscalYearsOf(page.fiscal_years, currentOf(page.programs)));
  const amount = useUnfundedWords(gap);
  const isAnyApproved = currentOf(page.programs).some((program) => program.approved_usd !== null);
  return (
    <PageHead
      name="costs"
      page={page}
      topic={say("costs.topic", { date: formats.date(page.cost_as_of) })}
      title={say(isAnyApproved ? "costs.title" : "costs.title_nothing", {
        date: formats.date(page.cost_as_of),
        grown: grownOf(page.programs).length,
        money: gap.first ? "gap" : gap.total === 0 ? "none" : "funded",
        amount,
        year: gap.first ? formats.year(gap.first) : "",
        unknown: unknownCostOf(page.programs).length,
      })}
      controls={<Controls page={page} />}
    >
      <p className="standfirst">{say("costs.standfirst")}</p>
    </PageHead>
  );
}

function Controls({ page }: Props) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const { view, change } = useView();
  const id = useId();
  return (
    <>
      <div className="choice">
        <label htmlFor={id}>{say("costs.as_of")}</label>
        <input
          id={id}
          type="date"
          value={page.cost_as_of}
          max={page.as_of}
          onChange={(event) => event.target.value && change({ as_of: event.target.value })}
        />
      </div>
      {view.as_of && (
        <button type="button" className="button" onClick={() => change({ as_of: "" })}>
          {say("costs.today")}
        </button>
      )}
      <WorkbookButton
        title={say("costs.workbook_title", { date: formats.date(page.cost_as_of) })}
        slices={page.slices}
      />
    </>
  );
}
