import type { FigureAlertRow } from "#warehouse";
import type { Deps } from "../deps.ts";

type About = { alert: Pick<FigureAlertRow, "title" | "kind">; state: FigureAlertRow["state"]; asOf: string };

const words: Record<FigureAlertRow["kind"], Record<FigureAlertRow["state"], string>> = {
  above: { open: "It is above the bound that you set.", closed: "It is back below the bound that you set." },
  below: { open: "It is below the bound that you set.", closed: "It is back above the bound that you set." },
  changed: {
    open: "It has changed by more than the bound that you set.",
    closed: "It no longer changes by more than the bound that you set.",
  },
  not_reported: {
    open: "A school has reported nothing for as many school days as you set.",
    closed: "All schools have reported again.",
  },
};

/** The mail about an alert that opened or closed; it holds no figure. */
export function letterOf(
  { alert, state, asOf }: About,
  { district }: Pick<Deps, "district">,
): { subject: string; text: string } {
  const address = district.identityProvider?.address;
  const page = address ? `${address}/reports` : "Rollbook, under Reports";
  return {
    subject: `${state === "open" ? "Alert" : "Alert closed"}: ${alert.title}`,
    text: [
      alert.title,
      `${words[alert.kind][state]} As of ${asOf}.`,
      `${district.name}. Sign in to see the figure, to be told no more for some days, or to end the alert: ${page}`,
    ].join("\n\n"),
  };
}
