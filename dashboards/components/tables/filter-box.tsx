import { useId } from "react";
import { useSay } from "../figures/formats.ts";
import { tableMessages } from "./messages.ts";

type Props = { label: string; words: string; found: number; onChange: (words: string) => void };

/** A box that narrows a long table while one writes, and says how many rows are left. */
export function FilterBox({ label, words, found, onChange }: Props) {
  const say = useSay(tableMessages);
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="search" value={words} onChange={(event) => onChange(event.target.value)} />
      <span role="status" className="sr-only">
        {words ? say("table.found", { count: found }) : ""}
      </span>
    </div>
  );
}

/** Whether a text holds every word that is looked for. */
export function holdsWords(text: string, words: string): boolean {
  const held = text.toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => held.includes(word));
}
