import { useMutation } from "@tanstack/react-query";
import { downloadWorkbook, type Workbook } from "../../client.ts";
import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { useProblemWords } from "../figures/names.ts";

/** Starts the download of a workbook; `words` says how it stands, for a `role="status"`. */
export function useDownload() {
  const say = useSay(figureMessages);
  const problemWords = useProblemWords();
  const download = useMutation({ mutationFn: downloadWorkbook });
  const words = download.isPending
    ? say("figure.preparing")
    : download.isSuccess
      ? say("figure.saved", { name: download.data })
      : download.isError
        ? say("figure.failed", { reason: problemWords(download.error) })
        : "";
  return { words, isPending: download.isPending, start: (workbook: Workbook) => download.mutate(workbook) };
}
