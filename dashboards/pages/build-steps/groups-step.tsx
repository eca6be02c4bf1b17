import { FieldPicker } from "../../components/builder/field-picker.tsx";
import { OrderedFields } from "../../components/builder/ordered-fields.tsx";
import { StepCard } from "../../components/builder/step-card.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useFieldNames } from "../../components/questions/words.ts";
import { writePlace } from "../../components/report-charts/finding.ts";
import { distinct, placeAt } from "../../components/report-charts/points.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { buildMessages } from "../build/messages.ts";
import type { BuildProps } from "../build/use-answer.ts";
import { useDimensionFields } from "./use-fields.ts";

/** The most groups that a question may have. */
const mostGroups = 8;

/** For each of what a figure is told: schools, months, groups of students. */
export function GroupsStep({ build, catalog, answer }: BuildProps) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  const nameOf = useFieldNames(catalog);
  const { slice } = build.draft;
  const { by = [] } = slice;
  const fields = useDimensionFields(slice, catalog);
  const toggle = (key: string) => {
    if (by.includes(key)) build.change({ by: by.filter((other) => other !== key) });
    else if (by.length < mostGroups) build.change({ by: [...by, key] });
  };
  return (
    <StepCard
      title={say("build.step.groups")}
      summary={by.length > 0 ? formats.list(by.map(nameOf)) : say("build.no_groups")}
      preview={by.length > 0 && <Rows answer={answer} first={by[0] ?? ""} />}
      isOpen={build.view.e === "groups"}
      onToggle={() => build.toggle("groups")}
    >
      {by.length > 0 && (
        <OrderedFields
          label={say("build.chosen_groups")}
          fields={by.map((key) => ({ key, label: nameOf(key) }))}
          onOrder={(next) => build.change({ by: next })}
          onRemove={toggle}
        />
      )}
      {by.length > 1 && (
        <Choice
          label={say("build.pivot")}
          value={slice.pivot ?? ""}
          options={[
            { key: "", label: say("build.pivot.none") },
            ...by.map((key) => ({ key, label: nameOf(key) })),
          ]}
          onChoose={(key) => build.change({ pivot: key === "" ? undefined : key })}
        />
      )}
      <FieldPicker label={say("build.add_groups")} fields={fields} chosen={by} onToggle={toggle} />
    </StepCard>
  );
}

/** How many rows there are, and the first of them by name. */
function Rows({ answer: { answer }, first }: Pick<BuildProps, "answer"> & { first: string }) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  if (!answer) return null;
  const names = distinct(answer.rows.slice(0, 200).map((_, row) => placeAt(answer, row, first)));
  const shown = names.slice(0, 3).map((name) => writePlace(name, formats));
  const places = names.length > 3 ? `${shown.join(", ")} …` : formats.list(shown);
  return <p>{say("build.rows", { count: answer.rows.length, places })}</p>;
}
