import { useQueries, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Answer, Catalog } from "#api/contract";
import { fetchAnswer } from "../../client.ts";
import { labelOf } from "../figures/cells.ts";
import { nameAnswer, useNames } from "../figures/names.ts";
import type { Filter, ReportSlice } from "./draft.ts";
import { useNamedGroups } from "./named-groups.ts";

type FilterValue = Filter["values"][number];
/** The words for a value of a dimension; the value itself until they are known. */
export type LabelOf = (dimension: string, value: FilterValue) => string;

/** More values than a person picks from: schools of a very large district are some 1,300. */
const most = 5000;

/** What there is to choose from in a dimension: its values, with the first measure that can be asked by it. */
function valuesSlice(dimension: string, slice: ReportSlice, catalog: Catalog): ReportSlice | null {
  const measure = slice.measures.find((key) =>
    catalog.measures.some((one) => one.key === key && one.dimensions.includes(dimension)),
  );
  if (measure === undefined) return null;
  const year = slice.where?.filter((filter) => filter.dimension === "school_year") ?? [];
  const where = dimension === "school_year" ? [] : year;
  return { measures: [measure], by: [dimension], where, limit: most };
}

const queryOf = (slice: ReportSlice | null) => ({
  queryKey: ["values", slice],
  queryFn: () => (slice ? fetchAnswer(slice) : undefined),
  enabled: slice !== null,
});

/** The values of a dimension, named in the reader's language. */
export function useValues(dimension: string, slice: ReportSlice, catalog: Catalog) {
  const nameOf = useNames();
  const asked = useQuery(queryOf(valuesSlice(dimension, slice, catalog)));
  return { ...asked, data: asked.data ? nameAnswer(asked.data, nameOf) : undefined };
}

/** The words for the values of a question's filters. */
export function useValueLabels(slice: ReportSlice, catalog: Catalog): LabelOf {
  const nameOf = useNames();
  const dimensions = [...new Set((slice.where ?? []).map((filter) => filter.dimension))];
  const labels = useQueries({
    queries: dimensions.map((dimension) => queryOf(valuesSlice(dimension, slice, catalog))),
    combine: (answers) => ({
      known: new Map(answers.flatMap(({ data }, index) => labelsIn(data, dimensions[index] ?? ""))),
    }),
  });
  const groups = useNamedGroups();
  return useCallback(
    (dimension, value) => {
      const group = groups.find((one) => one.value === value);
      if (group) return group.name;
      const english = labels.known.get(`${dimension} ${value}`) ?? String(value ?? "");
      return nameOf(value === null ? "value.unknown" : `value.${dimension}.${value}`, english);
    },
    [labels, nameOf, groups],
  );
}

function labelsIn(answer: Answer | undefined, dimension: string): [string, string][] {
  return (answer?.rows ?? []).map((row) => {
    const cell = row[dimension];
    const key = cell !== null && typeof cell === "object" ? cell.key : null;
    return [`${dimension} ${key}`, labelOf(row, dimension)];
  });
}
