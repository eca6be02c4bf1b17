import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Catalog, Report } from "#api/contract";
import { readDraft, writeDraft } from "../../components/questions/address.ts";
import { type Draft, type ReportSlice, tidy } from "../../components/questions/draft.ts";
import { fetchReport } from "../../reports-client.ts";
import { useView } from "../../view.ts";

/** Where no report is opened the address says everything. */
const nothing: Draft = { slice: { measures: [] }, chart: "table" };

/** The saved report that the address opens, if any. */
export function useReport(report: string | undefined) {
  return useQuery({
    queryKey: ["report", report],
    queryFn: () => (report ? fetchReport(report) : null),
    enabled: report !== undefined,
  });
}

export type Build = ReturnType<typeof useBuild>;

/** The question of the address over the one of the saved report, and ways to change it; every change is a step back. */
export function useBuild(catalog: Catalog, report: Report | null) {
  const { view, refused, change: changeView } = useView();
  const base = useMemo<Draft>(
    () => (report ? { slice: tidy(report.content.slice), chart: report.content.chart } : nothing),
    [report],
  );
  const { draft, unknown, leftOut } = useMemo(() => readDraft(view, base, catalog), [view, base, catalog]);
  const change = useCallback(
    (patch: Partial<ReportSlice>, replace = false) => {
      const slice = tidy({ ...draft.slice, ...patch });
      changeView(writeDraft({ ...draft, slice }, base), replace);
    },
    [draft, base, changeView],
  );
  const choose = useCallback((chart: Draft["chart"]) => changeView({ v: chart }), [changeView]);
  const toggle = useCallback(
    (step: string) => changeView({ e: view.e === step ? "" : step }, true),
    [view.e, changeView],
  );
  const showChanged = useCallback(
    (isOnly: boolean) => changeView({ k: isOnly ? "changed" : "" }),
    [changeView],
  );
  const isChanged = Object.values(writeDraft(draft, base)).some((part) => part !== "");
  const isChartFree = view.v === undefined && (report === null || view.g !== undefined);
  return {
    draft,
    base,
    report,
    view,
    refused,
    unknown,
    leftOut,
    change,
    choose,
    toggle,
    showChanged,
    isChanged,
    isChartFree,
  };
}
