import { useMemo } from "react";
import type { Alert, AlertRule, Catalog } from "#api/contract";
import { useFormats, useSay } from "../figures/formats.ts";
import { alertMessages } from "./messages.ts";

/** Whether a measure is a rate: bounds of one are written in percent. */
export const isRate = (measure: string | undefined, { measures }: Catalog): boolean =>
  measures.find(({ key }) => key === measure)?.unit === "percent";

/** What an alert waits for, in words. */
export function useRuleWords(catalog: Catalog): (alert: Pick<Alert, "rule" | "slice">) => string {
  const say = useSay(alertMessages);
  const formats = useFormats();
  return useMemo(
    () =>
      ({ rule, slice: { measures } }) => {
        const isPercent = isRate(measures[0], catalog);
        const plain = (value: number) => formats.number(value, Number.isInteger(value) ? 0 : 2);
        const bound = (value: number) => (isPercent ? formats.percent(value) : plain(value));
        const main = say("alert.rule", { ...argumentsOf(rule), bound: bound(boundOf(rule)) });
        const margin = rule.kind === "not_reported" ? 0 : rule.margin;
        return margin === 0 ? main : formats.list([main, say("alert.closes", { margin: bound(margin) })]);
      },
    [catalog, say, formats],
  );
}

const boundOf = (rule: AlertRule) => (rule.kind === "not_reported" ? 0 : rule.bound);
const argumentsOf = (rule: AlertRule) => ({
  kind: rule.kind,
  since: rule.kind === "changed" ? rule.since : "previous_year",
  days: rule.kind === "not_reported" ? rule.school_days : 0,
});
