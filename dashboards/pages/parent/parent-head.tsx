import type { ParentPage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { PageHead } from "../../components/shell/page-head.tsx";
import { useView } from "../../view.ts";
import { parentMessages } from "./messages.ts";

export function ParentHead({ page }: { page: ParentPage }) {
  const say = useSay(parentMessages);
  const formats = useFormats();
  const { change } = useView();
  const { key, name, grade, school } = page.child;
  return (
    <PageHead
      name="parent"
      page={page}
      topic={say("parent.topic", { year: page.school_year })}
      title={name}
      controls={
        page.children.length > 1 && (
          <Choice
            label={say("parent.choose")}
            value={key}
            options={page.children}
            onChoose={(child) => change({ child })}
          />
        )
      }
    >
      <p className="standfirst">
        {school
          ? say("parent.grade", { grade: grade ?? "", school: school.label })
          : say("parent.no_school", { name })}{" "}
        {say("parent.through", {
          has_date: page.fresh_through !== null,
          date: page.fresh_through ? formats.date(page.fresh_through) : "",
        })}
      </p>
    </PageHead>
  );
}
