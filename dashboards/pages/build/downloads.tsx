import { useDownload } from "../../components/actions/use-download.ts";
import { useSay } from "../../components/figures/formats.ts";
import { buildMessages } from "./messages.ts";
import type { BuildProps } from "./use-answer.ts";
import { useReportTitle } from "./use-report-title.ts";

const formats = ["xlsx", "csv"] as const;

/** The answer as a file: the same question asked again, so that it holds all rows. */
export function Downloads(props: BuildProps) {
  const say = useSay(buildMessages);
  const download = useDownload();
  const title = useReportTitle(props);
  const start = (format: (typeof formats)[number]) =>
    download.start({ title, slices: [props.build.draft.slice], sheets: [title.slice(0, 31)], format });
  return (
    <div className="build-actions">
      {formats.map((format) => (
        <button
          key={format}
          type="button"
          className="button"
          disabled={download.isPending}
          aria-label={say("build.download_as", { format: say(`build.${format}`) })}
          onClick={() => start(format)}
        >
          {say(`build.${format}`)}
        </button>
      ))}
      <span role="status" className="download-state">
        {download.words}
      </span>
    </div>
  );
}
