import { useSay } from "../figures/formats.ts";
import { tableMessages } from "./messages.ts";

type Props = { of: string; count: number; size: number; at: number; onTurn: (page: number) => void };

/** Leads through a table that is too long to be drawn at once, `size` rows a page; `at` counts from 0. */
export function Pager({ of, count, size, at, onTurn }: Props) {
  const say = useSay(tableMessages);
  const last = Math.max(0, Math.ceil(count / size) - 1);
  if (last === 0) return null;
  const range = { from: at * size + 1, to: Math.min(count, (at + 1) * size), count };
  const turn = (words: "table.previous" | "table.next", to: number) => (
    <button type="button" className="button" disabled={to < 0 || to > last} onClick={() => onTurn(to)}>
      {say(words)}
      <span className="sr-only">: {of}</span>
    </button>
  );
  return (
    <div className="pager">
      {turn("table.previous", at - 1)}
      <span role="status">{say("table.range", range)}</span>
      {turn("table.next", at + 1)}
    </div>
  );
}
