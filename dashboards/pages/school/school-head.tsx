import type { SchoolPage } from "#api/contract";
import { ReconciliationLink } from "../../components/actions/reconciliation-link.tsx";
import { WorkbookButton } from "../../components/actions/workbook-button.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Status } from "../../components/figures/status.tsx";
import { Choice } from "../../components/shell/choice.tsx";
import { GroupChoice, YearChoice } from "../../components/shell/page-choices.tsx";
import { PageHead } from "../../components/shell/page-head.tsx";
import { useView } from "../../view.ts";
import { schoolMessages } from "./messages.ts";

type Props = { page: SchoolPage };

export function SchoolHead({ page }: Props) {
  const say = useSay(schoolMessages);
  const formats = useFormats();
  const days = page.missing_days;
  const words =
    days.length > 0
      ? say("school.missing_days", { count: days.length, days: formats.list(days.map(formats.dayMonth)) })
      : say("school.submitted", {
          has_date: page.fresh_through !== null,
          date: page.fresh_through ? formats.date(page.fresh_through) : "",
        });
  return (
    <PageHead
      name="school"
      page={page}
      topic={say("school.topic", { year: page.school_year })}
      title={page.school.label}
      controls={<Controls page={page} />}
    >
      <p className="standfirst">
        <Status kind={days.length > 0 ? "bad" : "good"}>{words}</Status>
      </p>
      {page.school.operator && <p>{say("school.charter", { operator: page.school.operator })}</p>}
      {page.may_read_students && <ReconciliationLink school={page.school.key} />}
    </PageHead>
  );
}

function Controls({ page }: Props) {
  const say = useSay(schoolMessages);
  const formats = useFormats();
  const { change } = useView();
  return (
    <>
      {page.schools.length > 1 && (
        <Choice
          label={say("school.choose")}
          value={page.school.key}
          options={page.schools}
          onChoose={(school) => change({ school })}
        />
      )}
      <YearChoice page={page} />
      <GroupChoice page={page} />
      <WorkbookButton
        title={say("school.workbook_title", { school: page.school.label, date: formats.date(page.as_of) })}
        slices={page.slices}
      />
    </>
  );
}
