import { useMutation } from "@tanstack/react-query";
import { downloadDataReport, downloadReconciliation } from "../../client.ts";
import {
  downloadPage,
  downloadWorkbook,
  type PagePdf,
  takeFile,
  type Workbook,
} from "../../exports-client.ts";
import { downloadReport } from "../../reports-client.ts";
import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { useProblemWords } from "../figures/names.ts";

/** Starts the download of a file; `words` says how it stands, for a `role="status"`. */
export function useDownload() {
  const download = useMutation({ mutationFn: downloadWorkbook });
  return { ...useStanding(download), start: (workbook: Workbook) => download.mutate(workbook) };
}

/** The same for a page as a PDF. */
export function usePageDownload() {
  const download = useMutation({ mutationFn: downloadPage });
  return { ...useStanding(download), start: (order: PagePdf) => download.mutate(order) };
}

/** The same for a file that was made while nobody waited. */
export function useTakeFile() {
  const download = useMutation({ mutationFn: takeFile });
  return { ...useStanding(download), start: download.mutate };
}

/** The same for what schools have to mend. */
export function useReportDownload() {
  const download = useMutation({ mutationFn: downloadDataReport });
  return { ...useStanding(download), start: () => download.mutate() };
}

/** The same for a load against its sources. */
export function useReconciliationDownload() {
  const download = useMutation({ mutationFn: downloadReconciliation });
  return { ...useStanding(download), start: (generation: string) => download.mutate(generation) };
}

/** The same for a report as a file. */
export function useReportFile() {
  const download = useMutation({
    mutationFn: ({ report, title }: { report: string; title: string }) => downloadReport(report, title),
  });
  return { ...useStanding(download), start: download.mutate };
}

type Standing = { isPending: boolean; isSuccess: boolean; data: string | undefined; error: Error | null };

function useStanding({ isPending, isSuccess, data, error }: Standing) {
  const say = useSay(figureMessages);
  const problemWords = useProblemWords();
  const words = isPending
    ? say("figure.preparing")
    : isSuccess
      ? say("figure.saved", { name: data })
      : error
        ? say("figure.failed", { reason: problemWords(error) })
        : "";
  return { words, isPending };
}
