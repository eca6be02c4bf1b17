import { useNames } from "../../components/figures/names.ts";
import type { BuildProps } from "./use-answer.ts";

/** What a report is called: certified ones in the reader's language, one that is not saved by its question. */
export function useReportTitle({ build, words }: Pick<BuildProps, "build" | "words">): string {
  const nameOf = useNames();
  const { report, draft } = build;
  if (!report) return words.question(draft).slice(0, 200);
  const { title } = report.content;
  return report.is_certified ? nameOf(`report.${report.report}.title`, title) : title;
}
