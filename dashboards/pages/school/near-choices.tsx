import type { SchoolPage } from "#api/contract";
import { useSay } from "../../components/figures/formats.ts";
import { DayField } from "../../components/shell/choice.tsx";
import { useView } from "../../view.ts";
import { schoolMessages } from "./messages.ts";

/** Which columns and which period the list shows; both stand in the address. */
export function NearChoices({ page }: { page: SchoolPage }) {
  const say = useSay(schoolMessages);
  const { view, change } = useView();
  const chosen = new Set(page.chosen_columns);
  const toggle = (key: string) => {
    const next = page.columns
      .map((column) => column.key)
      .filter((other) => chosen.has(other) !== (other === key));
    change({ columns: next.join(",") });
  };
  return (
    <details className="choices">
      <summary>{say("school.near_choose")}</summary>
      <div className="choices-body">
        <fieldset>
          <legend>{say("school.columns")}</legend>
          {page.columns.map((column) => (
            <label key={column.key} className="check">
              <input type="checkbox" checked={chosen.has(column.key)} onChange={() => toggle(column.key)} />
              {column.label}
            </label>
          ))}
        </fieldset>
        <DayField label={say("school.from")} value={view.from} onChange={(from) => change({ from })} />
        <DayField label={say("school.to")} value={view.to} onChange={(to) => change({ to })} />
        {(view.from || view.to) && (
          <button type="button" className="text-button" onClick={() => change({ from: "", to: "" })}>
            {say("school.clear_period")}
          </button>
        )}
      </div>
    </details>
  );
}
