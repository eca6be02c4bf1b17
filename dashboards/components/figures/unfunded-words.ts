import { useFormats, useSay } from "./formats.ts";
import { figureMessages } from "./messages.ts";
import type { unfundedOf } from "./program-findings.ts";

/** "$4.6 M a year", or a range where the years differ. */
export function useUnfundedWords({ low, high }: ReturnType<typeof unfundedOf>): string {
  const say = useSay(figureMessages);
  const formats = useFormats();
  return formats.money(low) === formats.money(high)
    ? say("figure.money_a_year", { amount: formats.money(low) })
    : say("figure.money_range", { low: formats.money(low), high: formats.money(high) });
}
