import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReportChart, Slice } from "#api/contract";
import { beginFile, type FileFormat } from "../../exports-client.ts";
import { useLanguage } from "../../language.tsx";
import { useDownload } from "../actions/use-download.ts";
import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { useProblemWords } from "../figures/names.ts";
import type { RowCount } from "./file-menu.tsx";
import { downloadMessages } from "./messages.ts";

export const filesKey = ["files"];

/** An answer as a file: at once where its rows are known, else made while nobody waits. `words` is for a status. */
export function useFile(title: string, rows: RowCount, chart?: ReportChart) {
  const say = useSay(downloadMessages);
  const sayFigure = useSay(figureMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const { code: language } = useLanguage();
  const download = useDownload();
  const making = useMutation({
    mutationFn: beginFile,
    onSuccess: () => queries.invalidateQueries({ queryKey: filesKey }),
  });
  const start = (slice: Slice, format: FileFormat) => {
    const spoken = format === "pdf" ? { language } : {};
    const sheets = [title.slice(0, 31)];
    const file = { title, slices: [slice], sheets, format, ...spoken, ...(chart && { chart }) };
    if (rows.isWhole) download.start(file);
    else making.mutate(file);
  };
  const failed = making.error && sayFigure("figure.failed", { reason: problemWords(making.error) });
  const begun = making.isSuccess ? say("download.begun") : "";
  return {
    start,
    words: rows.isWhole ? download.words : (failed ?? begun),
    isPending: download.isPending || making.isPending,
  };
}
