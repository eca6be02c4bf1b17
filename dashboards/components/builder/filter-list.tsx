import { useState } from "react";
import type { Catalog } from "#api/contract";
import { useSay } from "../figures/formats.ts";
import type { Filter, ReportSlice } from "../questions/draft.ts";
import { type Field, FieldPicker } from "./field-picker.tsx";
import { builderMessages } from "./messages.ts";
import { ValuePicker } from "./value-picker.tsx";

type Props = {
  slice: ReportSlice;
  catalog: Catalog;
  /** The dimensions that this step filters by. */
  fields: Field[];
  words: (filter: Filter) => string;
  onChange: (where: Filter[]) => void;
};

/** The filters of one step as sentences, each to change or remove, and a way to add one. */
export function FilterList({ slice, catalog, fields, words, onChange }: Props) {
  const say = useSay(builderMessages);
  const [open, setOpen] = useState<string | null>(null);
  const where = slice.where ?? [];
  const mine = where.filter(({ dimension }) => fields.some(({ key }) => key === dimension));
  const set = (dimension: string, filter: Filter | null) => {
    const place = where.findIndex((other) => other.dimension === dimension);
    const rest = where.filter((other) => other.dimension !== dimension);
    onChange(filter ? rest.toSpliced(place < 0 ? rest.length : place, 0, filter) : rest);
  };
  const dimension = catalog.dimensions.find(({ key }) => key === open);
  return (
    <div className="filter-list">
      {mine.length > 0 && (
        <ul>
          {mine.map((filter) => (
            <li key={filter.dimension}>
              <span>{words(filter)}</span>
              <FilterButtons
                name={words(filter)}
                onChange={() => setOpen(filter.dimension)}
                onRemove={() => set(filter.dimension, null)}
              />
            </li>
          ))}
        </ul>
      )}
      {dimension ? (
        <ValuePicker
          key={dimension.key}
          dimension={dimension}
          slice={slice}
          catalog={catalog}
          filter={where.find((filter) => filter.dimension === dimension.key)}
          onChange={(filter) => set(dimension.key, filter)}
        />
      ) : null}
      <FieldPicker
        label={say("builder.add_filter")}
        fields={fields}
        chosen={mine.map((filter) => filter.dimension)}
        onToggle={(key) => setOpen(key)}
      />
    </div>
  );
}

type ButtonsProps = { name: string; onChange: () => void; onRemove: () => void };

function FilterButtons({ name, onChange, onRemove }: ButtonsProps) {
  const say = useSay(builderMessages);
  return (
    <span className="filter-buttons">
      <button
        type="button"
        className="text-button"
        aria-label={say("builder.change_filter", { filter: name })}
        onClick={onChange}
      >
        {say("builder.change")}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={say("builder.remove_filter", { filter: name })}
        onClick={onRemove}
      >
        <span aria-hidden="true">×</span>
      </button>
    </span>
  );
}
