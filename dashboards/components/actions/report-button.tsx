import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { useReportDownload } from "./use-download.ts";

/** Downloads what each of the reader's schools has to mend as a workbook. */
export function ReportButton() {
  const say = useSay(figureMessages);
  const download = useReportDownload();
  return (
    <div className="download">
      <button type="button" className="button" onClick={download.start} disabled={download.isPending}>
        {say("figure.data_report")}
      </button>
      <span role="status" className="download-state">
        {download.words}
      </span>
    </div>
  );
}
