import type { Deps } from "../deps.ts";
import type { Opened } from "../reports/opened.ts";
import type { Composed } from "./compose.ts";

type About = { opened: Opened; composed: Composed; scheduledBy: string };

/** The mail around a report, in plain text; it holds no figure. */
export function letterOf(
  { opened, composed, scheduledBy }: About,
  { district }: Pick<Deps, "district">,
): { subject: string; text: string } {
  const { title, note } = opened.content;
  const address = district.identityProvider?.address;
  const page = address ? `${address}/reports/build?r=${opened.report}` : "Rollbook";
  return {
    subject: title,
    text: [
      title,
      ...(note ? [note] : []),
      composed.workbook
        ? `The figures are in the attached workbook, as your own grants reach them in ${composed.generation}.`
        : `This report shows single students, so it is not sent by mail. Sign in to open it: ${page}`,
      `${district.name}. ${scheduledBy} scheduled this mail. To get it no more, open ${page}, choose "Mail it to me", and end it there.`,
    ].join("\n\n"),
  };
}
