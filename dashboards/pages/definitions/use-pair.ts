import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Answer, Catalog } from "#api/contract";
import { fetchAnswer } from "../../client.ts";
import { nameAnswer, useNames } from "../../components/figures/names.ts";
import { comparable, othersOf } from "../../components/questions/definitions.ts";
import type { CatalogMeasure, ReportSlice } from "../../components/questions/draft.ts";
import { hindranceOfDimension } from "../../components/questions/joins.ts";
import { useView } from "../../view.ts";

export type Pair = { first: CatalogMeasure; second: CatalogMeasure };

const usual = "chronic_absence_rate";

/** The two definitions of the address; what it does not name is the state's chronic absence and the next of its kind. */
export function usePair(catalog: Catalog): Pair | null {
  const { view } = useView();
  const [one, other] = view.m?.split(",") ?? [];
  const all = comparable(catalog);
  const first = all.find(({ key }) => key === one) ?? all.find(({ key }) => key === usual) ?? all[0];
  if (!first) return null;
  const others = othersOf(first, catalog);
  const second = others.find(({ key }) => key === other) ?? others[0];
  return second ? { first, second } : null;
}

/** Whether the reader may ask both definitions by a dimension. */
export function mayAskBy(dimension: string, { first, second }: Pair, catalog: Catalog): boolean {
  return [first, second].every(
    ({ key, dimensions }) =>
      dimensions.includes(dimension) && !hindranceOfDimension(dimension, { measures: [key] }, catalog),
  );
}

/** An answer in the reader's language; null asks nothing. */
export function useNamedAnswer(slice: ReportSlice | null) {
  const nameOf = useNames();
  const { data, error, isFetching } = useQuery({
    queryKey: ["answer", slice],
    queryFn: () => (slice ? fetchAnswer(slice) : undefined),
    enabled: slice !== null,
  });
  const answer = useMemo<Answer | undefined>(() => data && nameAnswer(data, nameOf), [data, nameOf]);
  return { answer, error, isFetching };
}
