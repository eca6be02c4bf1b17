import { DownloadMenu } from "../../components/downloads/download-menu.tsx";
import { type BuildProps, isWhole } from "./use-answer.ts";
import { useReportTitle } from "./use-report-title.ts";

/** The answer as a file: the same question asked again, so that it holds all rows. */
export function Downloads(props: BuildProps) {
  const title = useReportTitle(props);
  const { slice } = props.build.draft;
  const { answer, chart } = props.answer;
  if (!answer) return null;
  const rows = { count: answer.rows.length, isWhole: isWhole(answer, slice) };
  return <DownloadMenu title={title} slice={slice} rows={rows} chart={chart} />;
}
