import { useMemo } from "react";
import type { Catalog } from "#api/contract";
import { FilterList } from "../../components/builder/filter-list.tsx";
import { StepCard } from "../../components/builder/step-card.tsx";
import { cellAt } from "../../components/figures/cells.ts";
import { useSay } from "../../components/figures/formats.ts";
import { isAboutWhom, type ReportSlice } from "../../components/questions/draft.ts";
import { hindranceOfMeasure } from "../../components/questions/joins.ts";
import { buildMessages } from "../build/messages.ts";
import { type BuildProps, usePreview } from "../build/use-answer.ts";
import { useDimensionFields } from "./use-fields.ts";

/** Whom the figures are about: school year, places, groups of students. */
export function WhoStep({ build, catalog, words }: BuildProps) {
  const say = useSay(buildMessages);
  const { slice } = build.draft;
  const fields = useDimensionFields(slice, catalog).filter(({ key }) => isAboutWhom(key, catalog));
  const where = (slice.where ?? []).filter(({ dimension }) => isAboutWhom(dimension, catalog));
  return (
    <StepCard
      title={say("build.step.who")}
      summary={where.length > 0 ? words.filters(where) : say("build.everything")}
      preview={<People slice={slice} catalog={catalog} />}
      isOpen={build.view.e === "who"}
      onToggle={() => build.toggle("who")}
    >
      <FilterList
        slice={slice}
        catalog={catalog}
        fields={fields}
        words={words.filter}
        onChange={(next) => build.change({ where: next }, next.length === slice.where?.length)}
      />
    </StepCard>
  );
}

/** How many students are enrolled there, where the figures are about students at all. */
function People({ slice, catalog }: { slice: ReportSlice; catalog: Catalog }) {
  const say = useSay(buildMessages);
  const asked = useMemo(() => peopleSlice(slice, catalog), [slice, catalog]);
  const answer = usePreview(asked);
  const { value } = cellAt(answer, "enrollment");
  return value === null ? null : <p>{say("build.people", { count: value })}</p>;
}

function peopleSlice(slice: ReportSlice, catalog: Catalog): ReportSlice | null {
  const where = (slice.where ?? []).filter(({ dimension }) => isAboutWhom(dimension, catalog));
  const people: ReportSlice = { measures: ["enrollment"], where };
  const isKnown = catalog.measures.some(({ key }) => key === "enrollment");
  const isOfStudents = catalog.measures.some(
    ({ key, joins }) => slice.measures.includes(key) && joins.includes("school"),
  );
  const isPossible = isKnown && isOfStudents && !hindranceOfMeasure("enrollment", people, catalog);
  return isPossible ? people : null;
}

/** What else is left out of what is counted. */
export function FiltersStep({ build, catalog, words, answer }: BuildProps) {
  const say = useSay(buildMessages);
  const { slice } = build.draft;
  const fields = useDimensionFields(slice, catalog).filter(({ key }) => !isAboutWhom(key, catalog));
  const where = (slice.where ?? []).filter(({ dimension }) => !isAboutWhom(dimension, catalog));
  const rows = answer.answer?.rows.length;
  return (
    <StepCard
      title={say("build.step.filters")}
      summary={where.length > 0 ? words.filters(where) : say("build.no_filters")}
      preview={where.length > 0 && rows !== undefined && <p>{say("build.rows_left", { count: rows })}</p>}
      isOpen={build.view.e === "filters"}
      onToggle={() => build.toggle("filters")}
    >
      <FilterList
        slice={slice}
        catalog={catalog}
        fields={fields}
        words={words.filter}
        onChange={(next) => build.change({ where: next }, next.length === slice.where?.length)}
      />
    </StepCard>
  );
}
