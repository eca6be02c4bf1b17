import type { Program } from "#api/contract";
import type { Step } from "../../components/charts/waterfall.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { costsMessages } from "./messages.ts";

type Action = Program["actions"][number];
const added = new Set(["approve", "amend", "ratify", "rescind"]);
const kinds = ["approve", "amend", "ratify", "rescind", "request", "recommend", "detail"] as const;

/** The word for a kind of board action. */
export function useKindWords(): (kind: string) => string {
  const say = useSay(costsMessages);
  return (kind) => {
    const known = kinds.find((one) => one === kind);
    return known ? say(`costs.kind_${known}`) : kind;
  };
}

/** Board actions in order, each with the total that stood after it. */
export function useSteps(program: Program): Step[] {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const kindWords = useKindWords();
  let running = 0;
  return inOrder(program.actions).map((action) => {
    const isAdded = added.has(action.kind);
    if (isAdded) running = action.running_approved_usd ?? running + action.amount_usd;
    const date = formats.known(action.effective_on, action.date_precision);
    const kind = kindWords(action.kind);
    const amount = formats.money(action.amount_usd);
    const label = say("costs.action_label", { date, kind, amount, items: action.items_in_vote ?? 0 });
    return { key: action.key, date, kind, label, usd: action.amount_usd, isAdded, running };
  });
}

/** By date; on one date what was asked stands before what was approved. */
export function inOrder(actions: Action[]): Action[] {
  return actions.toSorted(
    (one, other) =>
      one.effective_on.localeCompare(other.effective_on) ||
      Number(added.has(one.kind)) - Number(added.has(other.kind)),
  );
}
