import { useMemo } from "react";
import type { Catalog } from "#api/contract";
import { cellAt, keyOf, labelOf } from "../figures/cells.ts";
import { useWriteCell } from "../figures/figure-text.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import type { Filter, ReportSlice } from "../questions/draft.ts";
import { useNamedGroups } from "../questions/named-groups.ts";
import { useValues } from "../questions/value-labels.ts";
import { Choice, DayField } from "../shell/choice.tsx";
import { KeepGroup } from "./keep-group.tsx";
import { builderMessages } from "./messages.ts";
import { type Value, ValueList } from "./value-list.tsx";

type Props = {
  dimension: Catalog["dimensions"][number];
  slice: ReportSlice;
  catalog: Catalog;
  filter: Filter | undefined;
  /** A filter without a value filters nothing: it is null. */
  onChange: (filter: Filter | null) => void;
};

const operators = { in: "builder.is", not_in: "builder.is_not", between: "builder.between" } as const;
const isOperator = (text: string): text is Filter["op"] => Object.hasOwn(operators, text);

/** How a dimension is filtered, and by which values: those that there are, with the first measure beside each. */
export function ValuePicker({ dimension, slice, catalog, filter, onChange }: Props) {
  const say = useSay(builderMessages);
  const values = useValueChoices(dimension.key, slice, catalog);
  const isDay = dimension.type === "date";
  const op = filter?.op ?? (isDay ? "between" : "in");
  const hasSpan = isDay || ["month", "school_year"].includes(dimension.key);
  const offered = hasSpan ? (["in", "not_in", "between"] as const) : (["in", "not_in"] as const);
  const chooseOperator = (next: string) => {
    if (!isOperator(next)) return;
    const all = filter?.values ?? [];
    const [first = values.found[0]?.value ?? null, last = values.found.at(-1)?.value ?? null] = all;
    onChange({ dimension: dimension.key, op: next, values: next === "between" ? [first, last] : all });
  };
  return (
    <div className="value-picker">
      <h4>{say("builder.filter_by", { dimension: dimension.label })}</h4>
      <p className="hint">{dimension.definition}</p>
      <Choice
        label={say("builder.how")}
        value={op}
        options={offered.map((key) => ({ key, label: say(operators[key]) }))}
        onChoose={chooseOperator}
      />
      {values.isPending ? (
        <p role="status">{say("builder.loading")}</p>
      ) : op === "between" ? (
        <Span dimension={dimension} values={values.found} filter={filter} onChange={onChange} />
      ) : (
        <Values dimension={dimension} values={values.found} filter={filter} onChange={onChange} />
      )}
    </div>
  );
}

type Choices = Value & { value: Filter["values"][number] };
type PartProps = Pick<Props, "dimension" | "filter" | "onChange"> & { values: Choices[] };

/** The values that there are, and before them the groups that people have made of them. */
function Values({ dimension, values: single, filter, onChange }: PartProps) {
  const say = useSay(builderMessages);
  const groups = useGroupChoices(dimension.key);
  const values = useMemo(() => [...groups, ...single], [groups, single]);
  const members = (filter?.values ?? []).filter((value) => groups.every((group) => group.value !== value));
  const chosen = useMemo(() => new Set((filter?.values ?? []).map(String)), [filter]);
  const toggle = (key: string) => {
    const value = values.find((one) => one.key === key)?.value ?? null;
    const before = filter?.values ?? [];
    const next = chosen.has(key) ? before.filter((one) => String(one) !== key) : [...before, value];
    onChange(next.length > 0 ? { dimension: dimension.key, op: filter?.op ?? "in", values: next } : null);
  };
  return (
    <>
      <ValueList
        label={say("builder.values", { dimension: dimension.label })}
        values={values}
        chosen={chosen}
        onToggle={toggle}
      />
      {canBeGrouped(dimension.key) && members.length > 1 && (
        <KeepGroup
          dimension={dimension.key}
          members={members}
          onKept={(value) => onChange({ dimension: dimension.key, op: filter?.op ?? "in", values: [value] })}
        />
      )}
    </>
  );
}

const canBeGrouped = (dimension: string): dimension is "school" | "student" =>
  dimension === "school" || dimension === "student";

function useGroupChoices(dimension: string): Choices[] {
  const say = useSay(builderMessages);
  const groups = useNamedGroups();
  return useMemo(
    () =>
      groups
        .filter((group) => group.dimension === dimension)
        .map(({ value, name, size }) => ({
          ...{ key: value, value, label: name },
          figure: say("builder.group_size", { count: size }),
        })),
    [groups, dimension, say],
  );
}

function Span({ dimension, values, filter, onChange }: PartProps) {
  const say = useSay(builderMessages);
  const first = String(filter?.values[0] ?? values[0]?.value ?? "");
  const last = String(filter?.values[1] ?? values.at(-1)?.value ?? "");
  const change = (from: string, to: string) =>
    onChange({ dimension: dimension.key, op: "between", values: from <= to ? [from, to] : [to, from] });
  if (dimension.type === "date")
    return (
      <div className="form-row">
        <DayField
          label={say("builder.from")}
          value={first}
          onChange={(from) => from && change(from, last || from)}
        />
        <DayField label={say("builder.to")} value={last} onChange={(to) => to && change(first || to, to)} />
      </div>
    );
  return (
    <div className="form-row">
      <Choice
        label={say("builder.from")}
        value={first}
        options={values}
        onChoose={(from) => change(from, last)}
      />
      <Choice label={say("builder.to")} value={last} options={values} onChoose={(to) => change(first, to)} />
    </div>
  );
}

/** The values that a dimension has, as far as this reader may see them. */
function useValueChoices(dimension: string, slice: ReportSlice, catalog: Catalog) {
  const formats = useFormats();
  const write = useWriteCell();
  const { data, isFetching } = useValues(dimension, slice, catalog);
  const found = useMemo(
    () =>
      (data?.rows ?? []).map((row, index): Choices => {
        const cell = row[dimension];
        const value = cell !== null && typeof cell === "object" ? cell.key : null;
        const measure = data?.columns.find(({ part }) => part === "value");
        const label = labelOf(row, dimension) || keyOf(row, dimension);
        return {
          key: String(value),
          value,
          label: /^\d{4}-\d{2}-\d{2}$/.test(label) ? formats.date(label) : label,
          figure: measure ? write(cellAt(data, measure.key, { row: index }), measure.unit) : "",
        };
      }),
    [data, dimension, formats, write],
  );
  return { found, isPending: isFetching && !data };
}
