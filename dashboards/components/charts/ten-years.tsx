import { useCallback } from "react";
import { useFormats, useSay } from "../figures/formats.ts";
import type { FiscalYear } from "../figures/program-findings.ts";
import { Chart } from "./chart.tsx";
import { chartStyle, type Plot } from "./chart-frame.ts";
import { chartMessages } from "./messages.ts";

type Props = { title: string; caption: string; years: FiscalYear[] };

const hatch = "url(#hatch)";

/** Recurring cost by fiscal year: funded solid, unfunded hatched, the year money ends named. */
export function TenYears({ title, caption, years }: Props) {
  const formats = useFormats();
  const say = useSay(chartMessages);
  const names = [
    "chart.fiscal_year",
    "chart.funded_column",
    "chart.unfunded_column",
    "chart.total_column",
  ] as const;
  const table = {
    head: names.map((name) => say(name)),
    body: years.map(({ year, funded, unfunded }) => [
      year,
      ...[funded, unfunded, funded + unfunded].map((usd) => formats.moneyExact(usd)),
    ]),
  };
  return <Chart title={title} caption={caption} table={table} height={300} draw={useDraw(years)} />;
}

function useDraw(years: FiscalYear[]) {
  const amounts = useAmounts(years);
  const labels = useLabels(years);
  return useCallback(
    (plot: Plot, width: number) => {
      const isNarrow = width < 560;
      return {
        marginLeft: 8,
        marginRight: 8,
        marginTop: isNarrow ? 52 : 36,
        marginBottom: 46,
        style: chartStyle(13),
        x: {
          type: "band" as const,
          domain: years.map(({ year }) => year),
          padding: 0.28,
          label: null,
          tickSize: 0,
          tickFormat: (year: string) => (isNarrow ? `’${year.slice(2, 4)}` : year),
        },
        y: { axis: null, domain: [0, 1.12 * Math.max(1, ...years.map(totalOf))] },
        marks: [
          bars(plot, years),
          plot.ruleY([0], { stroke: "var(--ink-3)" }),
          amounts(plot, isNarrow),
          labels(plot, isNarrow),
        ],
      };
    },
    [years, amounts, labels],
  );
}

const totalOf = ({ funded, unfunded }: FiscalYear) => funded + unfunded;

function bars(plot: Plot, years: FiscalYear[]) {
  const parts = years.flatMap(({ year, funded, unfunded }) => [
    { year, from: 0, to: funded, fill: "var(--series-1)", stroke: "none" },
    { year, from: funded, to: funded + unfunded, fill: hatch, stroke: "var(--hatch)" },
  ]);
  const shown = parts.filter((part) => part.to > part.from);
  return plot.barY(shown, { x: "year", y1: "from", y2: "to", fill: "fill", stroke: "stroke" });
}

/** Above each bar what is unfunded, or the whole where all is funded. */
function useAmounts(years: FiscalYear[]) {
  const formats = useFormats();
  return useCallback(
    (plot: Plot, isNarrow: boolean) => {
      const write = (usd: number) => (isNarrow ? formats.number(usd / 1e6, 1) : formats.money(usd));
      const above = { x: "year", y: totalOf, dy: -9 };
      const gaps = years.filter(({ unfunded }) => unfunded > 0);
      const whole = years.filter(({ funded, unfunded }) => unfunded === 0 && funded > 0);
      return [
        plot.text(gaps, {
          ...above,
          text: (year: FiscalYear) => write(year.unfunded),
          fill: "var(--hatch-ink)",
          fontWeight: 600,
        }),
        plot.text(whole, { ...above, text: (year: FiscalYear) => write(year.funded) }),
      ];
    },
    [years, formats],
  );
}

/** What solid and hatched mean, and under which year the money ends. */
function useLabels(years: FiscalYear[]) {
  const say = useSay(chartMessages);
  return useCallback(
    (plot: Plot, isNarrow: boolean) => {
      const gapAt = years.findIndex(({ unfunded }) => unfunded > 0);
      const last = gapAt > 0 ? years.slice(gapAt - 1, gapAt).filter(({ funded }) => funded > 0) : [];
      const unfunded = say(isNarrow ? "chart.unfunded_millions" : "chart.unfunded_label");
      const funded = years.some((year) => year.funded > 0) ? [say("chart.funded_label")] : [];
      return [
        plot.text(last, { x: "year", y: 0, dy: 34, fontSize: 12, text: () => say("chart.money_ends") }),
        plot.text(gapAt >= 0 ? [unfunded] : [], {
          frameAnchor: "top-left",
          dy: -26,
          fill: "var(--hatch-ink)",
          fontWeight: 600,
        }),
        plot.text(funded, {
          frameAnchor: isNarrow ? "top-left" : "top-right",
          dy: isNarrow ? -44 : -26,
          fill: "var(--series-1)",
          fontWeight: 600,
        }),
      ];
    },
    [years, say],
  );
}
