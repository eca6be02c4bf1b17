import { useId } from "react";
import { RadioRow } from "../../components/builder/radio-row.tsx";
import { StepCard } from "../../components/builder/step-card.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { columnsOf, groupingOf, type Order } from "../../components/questions/draft.ts";
import { useFieldNames } from "../../components/questions/words.ts";
import { writePlace } from "../../components/report-charts/finding.ts";
import { distinct, placeAt } from "../../components/report-charts/points.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { buildMessages } from "../build/messages.ts";
import type { BuildProps } from "../build/use-answer.ts";
import { useColumnNames } from "../build/use-column-names.ts";

const byName = "";
const mostRows = 100_000;

/** In which order the rows stand, how many of them, and which total. */
export function OrderStep(props: BuildProps) {
  const { build, catalog } = props;
  const say = useSay(buildMessages);
  const nameOf = useColumnNames(catalog, build.draft.slice.computed);
  const { slice } = build.draft;
  const [first] = slice.order ?? [];
  const setOrder = (order: Order | null) => build.change({ order: order ? [order] : [] });
  const columns = columnsOf(slice).map((key) => ({ key, label: nameOf(key) }));
  return (
    <StepCard
      title={say("build.step.order")}
      summary={<OrderWords {...props} />}
      preview={<First {...props} />}
      isOpen={build.view.e === "order"}
      onToggle={() => build.toggle("order")}
    >
      <div className="form-row">
        <Choice
          label={say("build.order")}
          value={first?.column ?? byName}
          options={[{ key: byName, label: say("build.order.name") }, ...columns]}
          onChoose={(column) =>
            setOrder(column === byName ? null : { column, direction: first?.direction ?? "desc" })
          }
        />
        {first && (
          <Choice
            label={say("build.direction")}
            value={first.direction}
            options={(["asc", "desc"] as const).map((key) => ({ key, label: say(`build.direction.${key}`) }))}
            onChoose={(direction) =>
              setOrder({ column: first.column, direction: direction === "asc" ? "asc" : "desc" })
            }
          />
        )}
      </div>
      <Limit value={slice.limit} onChange={(limit) => build.change({ limit }, true)} />
      <RadioRow
        legend={say("build.totals")}
        value={slice.totals ?? "none"}
        options={(["none", "visible", "all"] as const).map((key) => ({
          key,
          label: say(`build.totals.${key}`),
        }))}
        onChoose={(totals) => build.change({ totals })}
      />
      <Subtotals {...props} />
    </StepCard>
  );
}

/** A total for each group of rows, where rows are grouped and totals are asked for. */
function Subtotals({ build, catalog }: BuildProps) {
  const say = useSay(buildMessages);
  const nameOf = useFieldNames(catalog);
  const { slice } = build.draft;
  const { totals = "none", subtotals = [] } = slice;
  const grouping = groupingOf(slice);
  if (totals === "none" || grouping.length === 0) return null;
  const toggled = (key: string) => grouping.filter((other) => subtotals.includes(other) !== (other === key));
  return (
    <fieldset className="radio-row">
      <legend>{say("build.subtotals")}</legend>
      {grouping.map((key) => (
        <label key={key} className="check">
          <input
            type="checkbox"
            checked={subtotals.includes(key)}
            onChange={() => build.change({ subtotals: toggled(key) })}
          />
          <span>{nameOf(key)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function OrderWords({ build, catalog }: BuildProps) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  const nameOf = useColumnNames(catalog, build.draft.slice.computed);
  const { order = [], limit, totals = "none", subtotals = [] } = build.draft.slice;
  const nameOfField = useFieldNames(catalog);
  const columns = order.map(({ column, direction }) =>
    say("build.ordered_column", { column: nameOf(column), direction }),
  );
  return say("build.ordered_by", {
    has_order: order.length > 0,
    columns: formats.list(columns),
    has_limit: limit !== undefined,
    limit: limit ?? 0,
    totals,
    has_subtotals: subtotals.length > 0,
    subtotals: formats.list(subtotals.map(nameOfField)),
  });
}

function First({ build, answer: { answer } }: BuildProps) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  const [group] = build.draft.slice.by ?? [];
  if (!answer || group === undefined || answer.rows.length < 2) return null;
  const names = distinct(answer.rows.slice(0, 20).map((_, row) => placeAt(answer, row, group)));
  return (
    <p>
      {say("build.first_rows", {
        places: names
          .slice(0, 3)
          .map((name) => writePlace(name, formats))
          .join(", "),
      })}
    </p>
  );
}

type LimitProps = { value: number | undefined; onChange: (limit: number | undefined) => void };

function Limit({ value, onChange }: LimitProps) {
  const say = useSay(buildMessages);
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{say("build.limit")}</label>
      <input
        id={id}
        type="number"
        min={1}
        max={mostRows}
        value={value ?? ""}
        onChange={({ target }) => {
          const wanted = Math.floor(target.valueAsNumber);
          onChange(wanted >= 1 ? Math.min(wanted, mostRows) : undefined);
        }}
      />
    </div>
  );
}
