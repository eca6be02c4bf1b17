import type { Slice } from "#api/contract";
import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { useDownload } from "./use-download.ts";

type Props = { title: string; slices: Record<string, Slice> };

/** Downloads everything a page shows as one workbook, a sheet a tile. */
export function WorkbookButton({ title, slices }: Props) {
  const say = useSay(figureMessages);
  const download = useDownload();
  const save = () =>
    download.start({
      title,
      slices: Object.values(slices),
      sheets: Object.keys(slices).map((name) => name.replaceAll("_", " ").slice(0, 31)),
    });
  return (
    <div className="download">
      <button type="button" className="button is-primary" onClick={save} disabled={download.isPending}>
        {say("figure.workbook")}
      </button>
      <span role="status" className="download-state">
        {download.words}
      </span>
    </div>
  );
}
