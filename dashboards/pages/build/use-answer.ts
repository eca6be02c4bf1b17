import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Answer, Catalog, ReportChart } from "#api/contract";
import { fetchAnswer } from "../../client.ts";
import { nameAnswer, useNames } from "../../components/figures/names.ts";
import type { ReportSlice } from "../../components/questions/draft.ts";
import type { useQuestionWords } from "../../components/questions/words.ts";
import { chartsFor } from "../../components/report-charts/chart-kinds.ts";
import type { Build } from "./use-build.ts";

/** More rows than this are for a file: JSON carries a page's answers. */
export const mostRows = 5000;

/** Whether the page has all rows of a question. */
export const isWhole = ({ rows }: Answer, { limit }: ReportSlice): boolean =>
  rows.length < mostRows || limit === mostRows;

/** A question as the page asks it. */
export const askedOf = (slice: ReportSlice): ReportSlice => ({
  ...slice,
  limit: Math.min(slice.limit ?? mostRows, mostRows),
});

type Answered = ReturnType<typeof useAnswer>;
/** What the parts of the page take. */
export type BuildProps = {
  build: Build;
  catalog: Catalog;
  words: ReturnType<typeof useQuestionWords>;
  answer: Answered;
};

/** The answer to a question as the page shows it; while a new one is asked for, the old one stays. */
export function useAnswer(build: Build, catalog: Catalog) {
  const { slice, chart } = build.draft;
  const asked = askedOf(slice);
  const nameOf = useNames();
  const query = useQuery({
    queryKey: ["answer", asked],
    queryFn: () => fetchAnswer(asked),
    placeholderData: keepPreviousData,
    enabled: slice.measures.length > 0,
  });
  const answer = useMemo(
    () => query.data && nameAnswer(query.data, nameOf, slice.pivot),
    [query.data, nameOf, slice.pivot],
  );
  const charts = useMemo<ReportChart[]>(
    () => (answer ? chartsFor(answer, slice, catalog) : ["table"]),
    [answer, slice, catalog],
  );
  const isChosen = !build.isChartFree && charts.includes(chart);
  const shown = isChosen ? chart : (charts[0] ?? "table");
  return {
    answer: query.isError ? undefined : answer,
    error: query.error,
    isOld: query.isPlaceholderData,
    isPending: query.isPending,
    charts,
    chart: shown,
  };
}

/** A second question beside the main one, for the preview of a step; a refusal shows nothing. */
export function usePreview(slice: ReportSlice | null) {
  const nameOf = useNames();
  const query = useQuery({
    queryKey: ["answer", slice],
    queryFn: () => (slice ? fetchAnswer(slice) : undefined),
    placeholderData: keepPreviousData,
    enabled: slice !== null,
  });
  return useMemo(
    () => (query.data && !query.isError && slice ? nameAnswer(query.data, nameOf) : undefined),
    [query.data, query.isError, slice, nameOf],
  );
}
