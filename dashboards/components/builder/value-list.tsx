import { useId, useMemo, useState } from "react";
import { ListBox, ListBoxItem, ListLayout, type Selection, Text, Virtualizer } from "react-aria-components";
import { useSay } from "../figures/formats.ts";
import { builderMessages } from "./messages.ts";

/** A value to choose, with the figure of the question for it. */
export type Value = { key: string; label: string; figure: string };
type Props = { label: string; values: Value[]; chosen: ReadonlySet<string>; onToggle: (key: string) => void };

const rowHeight = 40;

/** Values with their figures, searchable; only those in sight are drawn, since a district may have 1,300 schools. */
export function ValueList({ label, values, chosen, onToggle }: Props) {
  const say = useSay(builderMessages);
  const id = useId();
  const [words, setWords] = useState("");
  const found = useMemo(() => {
    const wanted = words.toLocaleLowerCase();
    return values.filter((value) => value.label.toLocaleLowerCase().includes(wanted));
  }, [values, words]);
  const toggle = (selection: Selection) => {
    const next = selection === "all" ? chosen : new Set([...selection].map(String));
    const changed = found.find(({ key }) => next.has(key) !== chosen.has(key));
    if (changed) onToggle(changed.key);
  };
  return (
    <div className="field-picker">
      {values.length > 8 && (
        <>
          <label htmlFor={id}>{say("builder.search")}</label>
          <input id={id} type="search" value={words} onChange={(event) => setWords(event.target.value)} />
        </>
      )}
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight }}>
        <ListBox
          aria-label={label}
          className="value-list"
          style={{ height: Math.min(7.5, Math.max(1, found.length)) * rowHeight + 2 }}
          items={found}
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={toggle}
          renderEmptyState={() => say("builder.no_values")}
        >
          {({ key, label: name, figure }) => (
            <ListBoxItem id={key} textValue={name} className="field-option">
              <span className="field-box" aria-hidden="true" />
              <Text slot="label" className="field-label">
                {name} <span className="field-figure">{figure}</span>
              </Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Virtualizer>
      <p role="status" className="hint">
        {say("builder.values_found", { count: found.length, chosen: chosen.size })}
      </p>
    </div>
  );
}
