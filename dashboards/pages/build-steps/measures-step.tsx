import { FieldPicker } from "../../components/builder/field-picker.tsx";
import { OrderedFields } from "../../components/builder/ordered-fields.tsx";
import { RadioRow } from "../../components/builder/radio-row.tsx";
import { StepCard } from "../../components/builder/step-card.tsx";
import { cellAt } from "../../components/figures/cells.ts";
import { FigureText, kindOfUnit } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { mostMeasures, type ReportSlice, tidy } from "../../components/questions/draft.ts";
import { hindranceOfYear, measuresOf } from "../../components/questions/joins.ts";
import { useFieldNames, useHindranceWords } from "../../components/questions/words.ts";
import { buildMessages } from "../build/messages.ts";
import { type BuildProps, usePreview } from "../build/use-answer.ts";
import { Against, useAgainst } from "./against.tsx";
import { ComputedColumns } from "./computed-columns.tsx";
import { useMeasureFields } from "./use-fields.ts";

/** What is counted, and what stands beside each figure. */
export function MeasuresStep({ build, catalog }: BuildProps) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  const nameOf = useFieldNames(catalog);
  const { slice } = build.draft;
  const { measures } = slice;
  const fields = useMeasureFields(slice, catalog);
  const figureOf = useWholeFigures(slice, build);
  const chosen = measures.map((key) => ({ key, label: nameOf(key), figure: figureOf(key) }));
  const toggle = (key: string) => {
    const rest = measures.filter((other) => other !== key);
    if (rest.length === measures.length && measures.length < mostMeasures)
      build.change({ measures: [...measures, key] });
    else if (rest.length > 0) build.change({ measures: rest });
  };
  return (
    <StepCard
      title={say("build.step.measures")}
      summary={formats.list(measures.map(nameOf))}
      preview={<Figures chosen={chosen} />}
      isOpen={build.view.e === "measures"}
      onToggle={() => build.toggle("measures")}
    >
      <OrderedFields
        label={say("build.chosen_measures")}
        fields={chosen}
        isLastKept
        onOrder={(next) => build.change({ measures: next })}
        onRemove={toggle}
      />
      <FieldPicker label={say("build.add_measures")} fields={fields} chosen={measures} onToggle={toggle} />
      <Beside build={build} catalog={catalog} />
      <ComputedColumns build={build} catalog={catalog} />
    </StepCard>
  );
}

function Figures({ chosen }: { chosen: { key: string; label: string; figure: React.ReactNode }[] }) {
  const known = chosen.filter(({ figure }) => figure !== null);
  if (known.length === 0) return null;
  return (
    <dl>
      {known.map(({ key, label, figure }) => (
        <div key={key} className="step-figure">
          <dt>{label}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Each measure over everything that the question is about; what means something only for each student has none. */
function useWholeFigures(slice: ReportSlice, build: BuildProps["build"]) {
  const isWhole = (slice.by ?? []).length > 0 && build.view.e === "measures";
  const { measures, where } = slice;
  const answer = usePreview(isWhole ? tidy({ measures, where }) : null);
  return (key: string) => {
    const column = answer?.columns.find((one) => one.key === key);
    if (!answer || !column) return null;
    return <FigureText cell={cellAt(answer, key)} kind={kindOfUnit(column.unit)} />;
  };
}

function Beside({ build, catalog }: Pick<BuildProps, "build" | "catalog">) {
  const say = useSay(buildMessages);
  const words = useHindranceWords(catalog);
  const { slice } = build.draft;
  const hindrance = hindranceOfYear(measuresOf(slice, catalog), "previous_year");
  const against = useAgainst(slice);
  const choose = (compare: NonNullable<ReportSlice["compare"]> | "none") => {
    if (compare === "generation") build.change({ compare, against: against.kept[0]?.generation });
    else build.change({ compare: compare === "none" ? undefined : compare });
  };
  return (
    <>
      <RadioRow
        legend={say("build.compare")}
        value={slice.compare ?? "none"}
        options={[
          { key: "none", label: say("build.compare.none") },
          {
            key: "previous_year",
            label: say("build.compare.previous_year"),
            hindrance: hindrance && words(hindrance),
          },
          { key: "district", label: say("build.compare.district") },
          { key: "target", label: say("build.compare.target") },
          { key: "generation", label: say("build.compare.generation"), hindrance: against.hindrance },
        ]}
        onChoose={choose}
      />
      <Against build={build} kept={against.kept} />
    </>
  );
}
