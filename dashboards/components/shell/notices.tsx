import type { PageName, Pages } from "../../client.ts";
import type { ViewKey } from "../../view.ts";
import { useFormats, useSay } from "../figures/formats.ts";
import { shellMessages } from "./messages.ts";

type Props = {
  page: Pages[PageName];
  query: Record<string, string>;
  refused: ViewKey[];
  isCurrent: boolean;
};

/** What the reader must know first: values of the address that were not understood, and the server's notices. */
export function Notices({ page, query, refused, isCurrent }: Props) {
  const say = useSay(shellMessages);
  const formats = useFormats();
  const asked = query.school_year;
  const lines = [
    ...(refused.length
      ? [say("shell.bad_value", { names: formats.list(refused.map((name) => say(`shell.key.${name}`))) })]
      : []),
    ...(isCurrent && asked && asked !== page.school_year && page.notices.length === 0
      ? [
          say("shell.unknown_value", {
            name: say("shell.key.school_year"),
            asked,
            shown: page.school_year,
          }),
        ]
      : []),
    ...page.notices,
  ];
  if (lines.length === 0) return null;
  return (
    <section className="notices" aria-label={say("shell.notice")}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}
