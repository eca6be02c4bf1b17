import type { ComponentType } from "react";
import type { Answer, Catalog, ReportChart } from "#api/contract";
import { AnswerBars } from "./answer-bars.tsx";
import { AnswerDots } from "./answer-dots.tsx";
import { AnswerHeat } from "./answer-heat.tsx";
import { AnswerLines } from "./answer-lines.tsx";
import { AnswerMultiples } from "./answer-multiples.tsx";

/** What every drawing of an answer takes: the finding as its title, and a caption. */
export type DrawingProps = { answer: Answer; catalog: Catalog; title: string; caption: string };

const drawings: Record<Exclude<ReportChart, "table">, ComponentType<DrawingProps>> = {
  bar: AnswerBars,
  line: AnswerLines,
  dot: AnswerDots,
  heat: AnswerHeat,
  multiples: AnswerMultiples,
};

/** An answer drawn as the chart that was chosen. */
export function AnswerChart({ kind, ...props }: DrawingProps & { kind: Exclude<ReportChart, "table"> }) {
  const Drawing = drawings[kind];
  return <Drawing {...props} />;
}
