import { useId } from "react";
import type { CostsPage } from "#api/contract";
import { useDownload } from "../../components/actions/use-download.ts";
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
  return (
    <PageHead
      page={page}
      topic={say("costs.topic", { date: formats.date(page.cost_as_of) })}
      title={say("costs.title", {
        grown: grownOf(page.programs).length,
        has_gap: gap.first !== null,
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
  const download = useDownload();
  const id = useId();
  const save = () =>
    download.start({
      title: say("costs.workbook_title", { date: formats.date(page.cost_as_of) }),
      slices: Object.values(page.slices),
      sheets: Object.keys(page.slices).map((name) => name.replaceAll("_", " ").slice(0, 31)),
    });
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
      <div className="download">
        <button type="button" className="button is-primary" onClick={save} disabled={download.isPending}>
          {say("costs.workbook")}
        </button>
        <span role="status" className="download-state">
          {download.words}
        </span>
      </div>
    </>
  );
}
