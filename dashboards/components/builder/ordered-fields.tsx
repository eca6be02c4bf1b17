import { useState } from "react";
import { Button, GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import { useSay } from "../figures/formats.ts";
import { builderMessages } from "./messages.ts";

type Chosen = { key: string; label: string; figure?: React.ReactNode };
type Props = {
  label: string;
  fields: Chosen[];
  /** At least one field has to stay. */
  isLastKept?: boolean;
  onOrder: (keys: string[]) => void;
  onRemove: (key: string) => void;
};

/** The chosen fields in the order of the columns: put in order by drag, by its keys, or one place at a time. */
export function OrderedFields({ label, fields, isLastKept = false, onOrder, onRemove }: Props) {
  const say = useSay(builderMessages);
  const [told, setTold] = useState("");
  const keys = fields.map(({ key }) => key);
  const order = (next: string[], moved: string) => {
    const field = fields.find(({ key }) => key === moved)?.label;
    setTold(say("builder.moved", { field, place: next.indexOf(moved) + 1, count: next.length }));
    onOrder(next);
  };
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (dragged) => [...dragged].map((key) => ({ "text/plain": String(key) })),
    onReorder: ({ keys: moved, target }) => {
      const [key] = [...moved].map(String);
      if (key === undefined || key === target.key) return;
      const rest = keys.filter((other) => other !== key);
      const place = rest.indexOf(String(target.key)) + (target.dropPosition === "after" ? 1 : 0);
      order(rest.toSpliced(place, 0, key), key);
    },
  });
  const move = (key: string, by: number) => {
    const place = keys.indexOf(key) + by;
    if (place < 0 || place >= keys.length) return;
    order(keys.filter((other) => other !== key).toSpliced(place, 0, key), key);
  };
  const canRemove = !isLastKept || fields.length > 1;
  return (
    <>
      <GridList
        aria-label={label}
        className="ordered-fields"
        items={fields}
        dragAndDropHooks={dragAndDropHooks}
      >
        {fields.map((field) => (
          <OrderedField
            key={field.key}
            field={field}
            onMove={(by) => move(field.key, by)}
            onRemove={canRemove ? () => onRemove(field.key) : undefined}
          />
        ))}
      </GridList>
      <p role="status" className="sr-only">
        {told}
      </p>
    </>
  );
}

type FieldProps = { field: Chosen; onMove: (by: number) => void; onRemove: (() => void) | undefined };

function OrderedField({ field: { key, label, figure }, onMove, onRemove }: FieldProps) {
  const say = useSay(builderMessages);
  return (
    <GridListItem id={key} textValue={label} className="ordered-field">
      <Button slot="drag" className="icon-button" aria-label={say("builder.drag", { field: label })}>
        <span aria-hidden="true">⠿</span>
      </Button>
      <span className="ordered-name">{label}</span>
      {figure && <span className="ordered-figure">{figure}</span>}
      <Button
        className="icon-button"
        aria-label={say("builder.earlier", { field: label })}
        onPress={() => onMove(-1)}
      >
        <span aria-hidden="true">↑</span>
      </Button>
      <Button
        className="icon-button"
        aria-label={say("builder.later", { field: label })}
        onPress={() => onMove(1)}
      >
        <span aria-hidden="true">↓</span>
      </Button>
      {onRemove && (
        <Button
          className="icon-button"
          aria-label={say("builder.remove", { field: label })}
          onPress={onRemove}
        >
          <span aria-hidden="true">×</span>
        </Button>
      )}
    </GridListItem>
  );
}
