import type { Answer, ReportChart } from "#api/contract";
import { useFormats, useSay } from "../figures/formats.ts";
import { questionMessages } from "../questions/messages.ts";
import { mostBars } from "./answer-bars.tsx";
import { partsOf } from "./points.ts";

type Drawn = { question: string; answer: Answer | undefined; chart: ReportChart };

/** The question and what of it is drawn. */
export function useChartCaption({ question, answer, chart }: Drawn): string {
  const say = useSay(questionMessages);
  const formats = useFormats();
  if (!answer) return "";
  const isCut = ["bar", "dot"].includes(chart) && answer.rows.length > mostBars;
  const drawn = partsOf(answer).measures[0]?.key;
  const hidden = answer.marks.filter(({ part, column }) => part === "rows" && column === drawn).length;
  return [
    question,
    answer.fresh_through ? say("question.through", { date: formats.date(answer.fresh_through) }) : "",
    isCut ? say("question.first_rows", { shown: mostBars, count: answer.rows.length }) : "",
    say("question.figures_hidden", { count: hidden }),
  ]
    .filter(Boolean)
    .join(" ");
}
