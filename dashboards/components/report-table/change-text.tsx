import { useFormats, useSay } from "../figures/formats.ts";
import { MarkSign } from "../figures/mark-sign.tsx";
import { Status } from "../figures/status.tsx";
import { questionMessages } from "../questions/messages.ts";

type Props = {
  change: number | null;
  isPercent: boolean;
  /** Which way is better; null where neither is. */
  better: "lower" | "higher" | null;
};

/** A change with its level: a word and an icon of its own shape, never the colour alone. */
export function ChangeText({ change, isPercent, better }: Props) {
  const say = useSay(questionMessages);
  const formats = useFormats();
  if (change === null) return <MarkSign mark="no_data" />;
  const words = isPercent ? formats.points(change) : formats.signed(change);
  const direction = directionOf(isPercent ? Math.round(1000 * change) : change, better);
  const kind = direction === "better" ? "good" : direction === "worse" ? "warn" : "none";
  return (
    <span className="change">
      <span className="figure">{words}</span>{" "}
      <Status kind={kind}>{say("question.change", { direction })}</Status>
    </span>
  );
}

/** A change that is shown as 0 is none. */
function directionOf(change: number, better: Props["better"]) {
  if (change === 0) return "same";
  if (better === null) return change > 0 ? "up" : "down";
  return change > 0 === (better === "higher") ? "better" : "worse";
}
