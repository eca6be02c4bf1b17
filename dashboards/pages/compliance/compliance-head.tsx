import type { CompliancePage, Decree } from "#api/contract";
import { WorkbookButton } from "../../components/actions/workbook-button.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { countsOf } from "../../components/figures/outcome-counts.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { YearChoice } from "../../components/shell/page-choices.tsx";
import { PageHead } from "../../components/shell/page-head.tsx";
import { useView } from "../../view.ts";
import { complianceMessages } from "./messages.ts";

type Props = { page: CompliancePage; decree: Decree };

export function ComplianceHead({ page, decree }: Props) {
  const say = useSay(complianceMessages);
  const formats = useFormats();
  const period = decree.to
    ? say("compliance.ended", { from: decree.from.slice(0, 4), to: decree.to.slice(0, 4) })
    : say("compliance.in_force", { from: formats.date(decree.from) });
  return (
    <PageHead
      name="compliance"
      page={page}
      topic={say("compliance.topic", { label: decree.label })}
      title={
        decree.in_force
          ? say("compliance.title", countsOf(decree))
          : say("compliance.title_ended", { label: decree.label })
      }
      controls={<Controls page={page} decree={decree} />}
    >
      <p className="standfirst">
        {decree.note} {period}
      </p>
    </PageHead>
  );
}

function Controls({ page, decree }: Props) {
  const say = useSay(complianceMessages);
  const formats = useFormats();
  const { change } = useView();
  return (
    <>
      <Choice
        label={say("compliance.choose")}
        value={decree.decree}
        options={page.decrees.map((one) => ({ key: one.decree, label: one.label }))}
        onChoose={(key) => change({ decree: key })}
      />
      <YearChoice page={page} />
      <WorkbookButton
        title={say("compliance.workbook_title", { date: formats.date(page.as_of) })}
        slices={page.slices}
      />
    </>
  );
}
