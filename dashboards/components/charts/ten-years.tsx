import { useCallback } from "react";
import { type Formats, useFormats, useSay } from "../figures/formats.ts";
import type { FiscalYear } from "../figures/program-findings.ts";
import { Chart } from "./chart.tsx";
import { chartMessages } from "./messages.ts";

type Props = { title: string; caption: string; years: FiscalYear[] };

/** Recurring cost by fiscal year: funded solid, unfunded hatched, the year money ends as a labelled line. */
export function TenYears({ title, caption, years }: Props) {
  const formats = useFormats();
  const say = useSay(chartMessages);
  const draw = useDraw(years, formats);
  const table = {
    head: [
      say("chart.fiscal_year"),
      say("chart.funded_column"),
      say("chart.unfunded_column"),
      say("chart.total_column"),
    ],
    body: years.map(({ year, funded, unfunded }) => [
      year,
      formats.moneyExact(funded),
      formats.moneyExact(unfunded),
      formats.moneyExact(funded + unfunded),
    ]),
  };
  return <Chart title={title} caption={caption} table={table} height={300} draw={draw} />;
}

function useDraw(years: FiscalYear[], formats: Formats) {
  const say = useSay(chartMessages);
  return useCallback(
    (plot: typeof import("@observablehq/plot"), width: number) => {
      const isNarrow = width < 560;
      const gapAt = years.findIndex((year) => year.unfunded > 0);
      const first = years[gapAt];
      const before = gapAt > 0 ? years[gapAt - 1] : undefined;
      const lastFunded = before && before.funded > 0 ? before : undefined;
      const short = (usd: number) => formats.money(usd);
      const bars = years.flatMap(({ year, funded, unfunded }) => [
        { year, from: 0, to: funded, fill: "var(--series-1)" },
        { year, from: funded, to: funded + unfunded, fill: "url(#hatch)" },
      ]);
      return {
        marginLeft: 8,
        marginRight: 8,
        marginTop: isNarrow ? 52 : 36,
        marginBottom: 46,
        style: { fontSize: "13px", background: "none", color: "var(--ink-2)", overflow: "visible" },
        x: {
          type: "band" as const,
          domain: years.map((year) => year.year),
          padding: 0.28,
          label: null,
          tickSize: 0,
          tickFormat: (year: string) => (isNarrow ? `’${year.slice(2, 4)}` : year),
        },
        y: {
          axis: null,
          domain: [0, 1.12 * Math.max(1, ...years.map((year) => year.funded + year.unfunded))],
        },
        marks: [
          plot.barY(
            bars.filter((bar) => bar.to > bar.from),
            {
              x: "year",
              y1: "from",
              y2: "to",
              fill: "fill",
              stroke: (bar: { fill: string }) => (bar.fill === "url(#hatch)" ? "var(--hatch)" : "none"),
              strokeWidth: 1,
            },
          ),
          plot.ruleY([0], { stroke: "var(--ink-3)" }),
          plot.text(
            years.filter((year) => year.unfunded > 0),
            {
              x: "year",
              y: (year: FiscalYear) => year.funded + year.unfunded,
              text: (year: FiscalYear) =>
                isNarrow ? formats.number(year.unfunded / 1e6, 1) : short(year.unfunded),
              dy: -9,
              fill: "var(--hatch-ink)",
              fontWeight: 600,
            },
          ),
          plot.text(
            years.filter((year) => year.unfunded === 0 && year.funded > 0),
            {
              x: "year",
              y: "funded",
              text: (year: FiscalYear) =>
                isNarrow ? formats.number(year.funded / 1e6, 1) : short(year.funded),
              dy: -9,
              fill: "var(--ink-2)",
            },
          ),
          lastFunded
            ? plot.text([lastFunded], {
                x: "year",
                y: 0,
                text: () => say("chart.money_ends"),
                dy: 34,
                fontSize: 12,
                fill: "var(--ink-2)",
              })
            : null,
          first
            ? plot.text([first], {
                frameAnchor: "top-left",
                text: () => say(isNarrow ? "chart.unfunded_millions" : "chart.unfunded_label"),
                dy: -26,
                fill: "var(--hatch-ink)",
                fontWeight: 600,
              })
            : null,
          plot.text(years.some((year) => year.funded > 0) ? [say("chart.funded_label")] : [], {
            frameAnchor: isNarrow ? "top-left" : "top-right",
            dy: isNarrow ? -44 : -26,
            fill: "var(--series-1)",
            fontWeight: 600,
          }),
        ],
      };
    },
    [years, formats, say],
  );
}
