import { type SyntheticEvent, useId, useMemo, useState } from "react";
import { Header, ListBox, ListBoxItem, ListBoxSection, type Selection, Text } from "react-aria-components";
import { useSay } from "../figures/formats.ts";
import { builderMessages } from "./messages.ts";

/** A field to choose; `hindrance` says why it cannot join the question. */
export type Field = {
  key: string;
  label: string;
  topic: string;
  definition: string;
  hindrance: string | null;
};

type Props = {
  label: string;
  fields: Field[];
  chosen: readonly string[];
  /** A field that cannot join is not given. */
  onToggle: (key: string) => void;
};

/** Fields by topic, searchable; what each means, or why it cannot join, stands below while one points at it. */
export function FieldPicker({ label, fields, chosen, onToggle }: Props) {
  const say = useSay(builderMessages);
  const id = useId();
  const [words, setWords] = useState("");
  const [pointed, setPointed] = useState<string | null>(null);
  const found = useMemo(() => search(fields, words), [fields, words]);
  const toggle = (selection: Selection) => {
    const next = selection === "all" ? new Set(chosen) : new Set([...selection].map(String));
    const changed = fields.find(({ key }) => next.has(key) !== chosen.includes(key));
    if (!changed) return;
    setPointed(changed.key);
    if (changed.hindrance === null || chosen.includes(changed.key)) onToggle(changed.key);
  };
  const point = (event: SyntheticEvent) => setPointed(keyAt(event) ?? pointed);
  const shown = fields.find(({ key }) => key === pointed);
  return (
    <div className="field-picker">
      <label htmlFor={id}>{say("builder.search")}</label>
      <input id={id} type="search" value={words} onChange={(event) => setWords(event.target.value)} />
      <span role="status" className="sr-only">
        {words ? say("builder.found", { count: found.length }) : ""}
      </span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only watches which of its options is pointed at */}
      <div onMouseOver={point} onFocus={point}>
        <FieldList label={label} fields={found} chosen={chosen} onChange={toggle} />
      </div>
      <div className="field-definition" aria-hidden="true">
        {shown ? (
          <>
            <strong>{shown.label}</strong> {shown.definition}
            {shown.hindrance && <span className="field-hindrance">{shown.hindrance}</span>}
          </>
        ) : (
          say("builder.point")
        )}
      </div>
    </div>
  );
}

type ListProps = Pick<Props, "label" | "fields" | "chosen"> & { onChange: (selection: Selection) => void };

function FieldList({ label, fields, chosen, onChange }: ListProps) {
  const say = useSay(builderMessages);
  const topics = [...new Set(fields.map(({ topic }) => topic))];
  return (
    <ListBox
      aria-label={label}
      className="field-list"
      selectionMode="multiple"
      selectedKeys={chosen}
      onSelectionChange={onChange}
      renderEmptyState={() => say("builder.found", { count: 0 })}
    >
      {topics.map((topic) => (
        <ListBoxSection key={topic} id={topic} className="field-topic">
          <Header>{topic}</Header>
          {fields
            .filter((field) => field.topic === topic)
            .map((field) => (
              <FieldOption key={field.key} field={field} />
            ))}
        </ListBoxSection>
      ))}
    </ListBox>
  );
}

function FieldOption({ field: { key, label, definition, hindrance } }: { field: Field }) {
  const say = useSay(builderMessages);
  return (
    <ListBoxItem
      id={key}
      textValue={label}
      className={hindrance ? "field-option is-hindered" : "field-option"}
    >
      <span className="field-box" aria-hidden="true" />
      <Text slot="label" className="field-label">
        {label} {hindrance && <span className="field-cannot">{say("builder.cannot")}</span>}
      </Text>
      <Text slot="description" className="sr-only">
        {definition} {hindrance}
      </Text>
    </ListBoxItem>
  );
}

function keyAt({ target }: SyntheticEvent): string | undefined {
  const option = target instanceof Element ? target.closest("[data-key]") : null;
  return option?.getAttribute("data-key") ?? undefined;
}

/** Fields that have every word in their name, topic or definition; those with the words in their name first. */
function search(fields: Field[], words: string): Field[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string) => wanted.every((word) => text.toLocaleLowerCase().includes(word));
  const inAll = fields.filter(({ label, topic, definition }) => holds(`${label} ${topic} ${definition}`));
  return [...inAll.filter(({ label }) => holds(label)), ...inAll.filter(({ label }) => !holds(label))];
}
