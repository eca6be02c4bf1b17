import type { CostsPage } from "../contract.ts";
import { fiscalYearsAfter } from "../costs/fiscal-years.ts";
import { alertsOn, programsOn } from "../costs/programs.ts";
import { only } from "./filters.ts";
import { beginPage, frameOf, type PageAsk } from "./frame.ts";

type Start = Parameters<typeof beginPage>[0];

/** Programs, alerts and ten fiscal years as they were in effect on `as_of`; today where none is given. */
export async function costsPageOf(
  start: Start,
  reader: PageAsk["reader"],
  wanted: { as_of?: string | undefined },
): Promise<CostsPage> {
  const ask = beginPage(start, reader, undefined);
  const asOf = wanted.as_of ?? ask.manifest.as_of;
  const fiscalYears = fiscalYearsAfter(asOf);
  const frame = await frameOf(ask, {
    recurring: {
      measures: ["recurring_usd", "funded_recurring_usd", "unfunded_recurring_usd"],
      by: ["fiscal_year", "program"],
      where: [only("fiscal_year", ...fiscalYears)],
    },
  });
  return {
    ...frame,
    cost_as_of: asOf,
    fiscal_years: fiscalYears,
    programs: await programsOn(asOf, ask),
    alerts: await alertsOn(asOf, ask),
  };
}
