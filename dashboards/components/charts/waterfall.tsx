import { useCallback } from "react";
import { useFormats, useSay } from "../figures/formats.ts";
import { Chart } from "./chart.tsx";
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
  const draw = useCallback(
    (plot: typeof import("@observablehq/plot")) => {
      const bars = steps.map((step) => ({
        ...step,
        from: step.isAdded ? step.running - step.usd : step.running,
        to: step.isAdded ? step.running : step.running + step.usd,
      }));
      return {
        marginLeft: 2,
        marginRight: 76,
        marginTop: 6,
        marginBottom: 8,
        style: { fontSize: "14px", background: "none", color: "var(--ink-2)", overflow: "visible" },
        x: { domain: [0, Math.max(1, ...bars.map((bar) => Math.max(bar.from, bar.to)))], axis: null },
        y: {
          type: "band" as const,
          domain: steps.map((step) => step.key),
          axis: null,
          padding: 0.64,
          insetTop: 14,
        },
        marks: [
          plot.barX(bars, {
            y: "key",
            x1: "from",
            x2: "to",
            fill: (bar: Step) => (bar.isAdded ? "var(--series-1)" : "var(--paper)"),
            stroke: "var(--series-1)",
            strokeWidth: 1.5,
          }),
          plot.ruleX([0], { stroke: "var(--ink-3)" }),
          plot.text(bars, {
            y: "key",
            x: 0,
            text: "label",
            textAnchor: "start",
            dx: 1,
            dy: -19,
            fill: "var(--ink)",
            stroke: "var(--paper)",
            strokeWidth: 4,
          }),
          plot.text(
            bars.filter((bar) => bar.isAdded),
            {
              y: "key",
              x: (bar: (typeof bars)[number]) => Math.max(bar.from, bar.to),
              text: (bar: Step) => formats.money(bar.running),
              textAnchor: "start",
              dx: 8,
              fill: "var(--ink)",
              fontWeight: 600,
            },
          ),
        ],
      };
    },
    [steps, formats],
  );
  const table = {
    head: [say("chart.date"), say("chart.kind"), say("chart.amount"), say("chart.running")],
    body: steps.map((step) => [
      step.date,
      step.kind,
      formats.moneyExact(step.usd),
      step.isAdded ? formats.moneyExact(step.running) : "–",
    ]),
  };
  return <Chart title={title} caption={caption} table={table} height={steps.length * 56 + 16} draw={draw} />;
}
