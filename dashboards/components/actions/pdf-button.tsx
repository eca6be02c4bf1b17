import type { PageName, Pages } from "../../client.ts";
import { useLanguage } from "../../language.tsx";
import { useView } from "../../view.ts";
import { useFormats, useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { useSession } from "../shell/app-shell.tsx";
import { shellMessages } from "../shell/messages.ts";
import { usePageDownload } from "./use-download.ts";

type Props = { name: PageName; page: Pages[PageName] };

/** Downloads the page as it stands, as a PDF; nothing where the server makes none. */
export function PdfButton({ name, page }: Props) {
  const say = useSay(figureMessages);
  const download = usePageDownload();
  const title = useFileTitle({ name, page });
  const { code: language } = useLanguage();
  const { view } = useView();
  const makesPdf = useSession().data?.formats.includes("pdf") === true;
  if (!makesPdf) return null;
  return (
    <div className="download">
      <button
        type="button"
        className="button"
        onClick={() => download.start({ page: name, view, title, language })}
        disabled={download.isPending}
      >
        {say("figure.pdf")}
      </button>
      <span role="status" className="download-state">
        {download.words}
      </span>
    </div>
  );
}

function useFileTitle({ name, page }: Props): string {
  const say = useSay(shellMessages);
  const formats = useFormats();
  const district = useSession().data?.district ?? "Rollbook";
  const about = "school" in page ? page.school.label : say(`shell.page.${name}`);
  return say("shell.print_head", { district, page: about, date: formats.date(page.as_of) });
}
