import { useId } from "react";
import type { AlertRule } from "#api/contract";
import { RadioRow } from "../builder/radio-row.tsx";
import { useSay } from "../figures/formats.ts";
import { Choice } from "../shell/choice.tsx";
import { alertMessages } from "./messages.ts";

/** A rule as it is being written. */
export type DraftRule = {
  kind: AlertRule["kind"];
  since: "generation" | "previous_year";
  bound: string;
  margin: string;
  days: string;
};
export const firstRule: DraftRule = { kind: "above", since: "generation", bound: "", margin: "0", days: "3" };

const kinds = ["above", "below", "changed", "not_reported"] as const;
const sinces = ["generation", "previous_year"] as const;

/** The rule that was written; null where a number is missing. Rates are written in percent. */
export function ruleFrom({ kind, since, ...written }: DraftRule, isPercent: boolean): AlertRule | null {
  if (kind === "not_reported") return { kind, school_days: Number(written.days) };
  const [bound, margin] = [written.bound, written.margin || "0"].map((text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    return isPercent ? Number((value / 100).toPrecision(12)) : value;
  });
  if (bound === undefined || margin === undefined || Number.isNaN(bound + margin)) return null;
  return kind === "changed" ? { kind, since, bound, margin } : { kind, bound, margin };
}

type Props = { rule: DraftRule; isPercent: boolean; onChange: (rule: DraftRule) => void };

/** When an alert opens, and how far back a figure must come to close it. */
export function RuleFields({ rule, isPercent, onChange }: Props) {
  const say = useSay(alertMessages);
  const change = (patch: Partial<DraftRule>) => onChange({ ...rule, ...patch });
  return (
    <>
      <RadioRow
        legend={say("alert.when")}
        value={rule.kind}
        options={kinds.map((key) => ({ key, label: say(`alert.kind.${key}`) }))}
        onChoose={(kind) => change({ kind })}
      />
      {rule.kind === "changed" && (
        <Choice
          label={say("alert.since")}
          value={rule.since}
          options={sinces.map((key) => ({ key, label: say(`alert.since.${key}`) }))}
          onChoose={(key) => change({ since: sinces.find((since) => since === key) ?? "generation" })}
        />
      )}
      {rule.kind === "not_reported" ? (
        <NumberField label={say("alert.days")} value={rule.days} onChange={(days) => change({ days })} />
      ) : (
        <>
          <NumberField
            label={say("alert.bound", { is_percent: isPercent })}
            value={rule.bound}
            onChange={(bound) => change({ bound })}
          />
          <NumberField
            label={say("alert.margin", { is_percent: isPercent })}
            value={rule.margin}
            onChange={(margin) => change({ margin })}
          />
        </>
      )}
    </>
  );
}

type FieldProps = { label: string; value: string; onChange: (value: string) => void };

function NumberField({ label, value, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        step="any"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
