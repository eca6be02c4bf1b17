import { useCallback } from "react";
import { useFormats, useSay } from "../figures/formats.ts";
import { Chart } from "./chart.tsx";
import { chartStyle, type Plot } from "./chart-frame.ts";
import { chartMessages } from "./messages.ts";

/** One action: `isAdded` fills it from the total before to the total after; others stand hollow beside it. */
export type Step = {
  key: string;
  date: string;
  kind: string;
  label: string;
  usd: number;
  isAdded: boolean;
  running: number;
};
type Props = { title: string; caption: string; steps: Step[] };

/** What was asked hollow, what was approved filled, each from where the total stood. */
export function Waterfall({ title, caption, steps }: Props) {
  const formats = useFormats();
  const say = useSay(chartMessages);
  const table = {
    head: [say("chart.date"), say("chart.kind"), say("chart.amount"), say("chart.running")],
    body: steps.map((step) => [
      step.date,
      step.kind,
      formats.moneyExact(step.usd),
      step.isAdded ? formats.moneyExact(step.running) : "–",
    ]),
  };
  const height = steps.length * 56 + 16;
  return <Chart title={title} caption={caption} table={table} height={height} draw={useDraw(steps)} />;
}

const fromOf = (step: Step) => (step.isAdded ? step.running - step.usd : step.running);
const toOf = (step: Step) => (step.isAdded ? step.running : step.running + step.usd);
const endOf = (step: Step) => Math.max(fromOf(step), toOf(step));

function useDraw(steps: Step[]) {
  const formats = useFormats();
  return useCallback(
    (plot: Plot) => ({
      marginLeft: 2,
      marginRight: 76,
      marginTop: 6,
      marginBottom: 8,
      style: chartStyle(14),
      x: { domain: [0, Math.max(1, ...steps.map(endOf))], axis: null },
      y: {
        type: "band" as const,
        domain: steps.map(({ key }) => key),
        axis: null,
        padding: 0.64,
        insetTop: 14,
      },
      marks: [
        plot.barX(steps, {
          y: "key",
          x1: fromOf,
          x2: toOf,
          fill: (step: Step) => (step.isAdded ? "var(--series-1)" : "var(--paper)"),
          stroke: "var(--series-1)",
          strokeWidth: 1.5,
        }),
        plot.ruleX([0], { stroke: "var(--ink-3)" }),
        plot.text(steps, { y: "key", x: 0, dx: 1, dy: -19, text: "label", textAnchor: "start", ...onPaper }),
        plot.text(
          steps.filter(({ isAdded }) => isAdded),
          {
            y: "key",
            x: endOf,
            dx: 8,
            text: ({ running }: Step) => formats.money(running),
            textAnchor: "start",
            fill: "var(--ink)",
            fontWeight: 600,
          },
        ),
      ],
    }),
    [steps, formats],
  );
}

const onPaper = { fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4 };
