import type { Mark } from "./cells.ts";
import { useSay } from "./formats.ts";
import { figureMessages } from "./messages.ts";

/** Suppressed, not reported, not applicable and no data are four different things and have four signs. */
const markSigns: Record<Mark, string> = {
  suppressed: "*",
  not_reported: "n/r",
  not_applicable: "n/a",
  no_data: "–",
};

/** The sign of a mark, with its meaning for screen readers. */
export function MarkSign({ mark }: { mark: Mark }) {
  const say = useSay(figureMessages);
  return (
    <span className="mark">
      <span aria-hidden="true">{markSigns[mark]}</span>
      <span className="sr-only">{say(`figure.mark.${mark}`)}</span>
    </span>
  );
}

const order: Mark[] = ["suppressed", "not_reported", "not_applicable", "no_data"];

/** The one legend of a page. */
export function MarkLegend() {
  const say = useSay(figureMessages);
  return (
    <dl className="mark-legend" aria-label={say("figure.legend")}>
      {order.map((mark) => (
        <div key={mark}>
          <dt>{markSigns[mark]}</dt>
          <dd>{say(`figure.mark.${mark}`)}</dd>
        </div>
      ))}
      <div>
        <dt>
          <span className="hatch-swatch" />
        </dt>
        <dd>{say("figure.hatch")}</dd>
      </div>
    </dl>
  );
}
