import type { Notice } from "#api/contract";
import type { ViewKey } from "../../view.ts";
import { useFormats, useSay } from "../figures/formats.ts";
import { shellMessages } from "./messages.ts";

type Props = { notices: Notice[]; refused: ViewKey[]; unknown: { name: ViewKey; asked: string }[] };

/** What the reader must know first: parts of the address that were not understood, and the server's notices. */
export function Notices({ notices, refused, unknown }: Props) {
  const say = useSay(shellMessages);
  const formats = useFormats();
  const names = formats.list(refused.map((name) => say(`shell.key.${name}`)));
  const lines = [
    ...(refused.length ? [say("shell.bad_value", { names })] : []),
    ...unknown.map(({ name, asked }) =>
      say("shell.unknown_value", { name: say(`shell.key.${name}`), asked }),
    ),
    ...notices.map(({ key, ...values }) => say(`shell.notice.${key}`, values)),
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
