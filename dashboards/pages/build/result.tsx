import { useId, useMemo } from "react";
import type { ReportChart } from "#api/contract";
import { FigureMenu } from "../../components/actions/figure-menu.tsx";
import { MadeFiles } from "../../components/downloads/made-files.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { Freshness } from "../../components/figures/freshness.tsx";
import { MarkLegend } from "../../components/figures/mark-sign.tsx";
import { changesIn, withRows } from "../../components/questions/changes.ts";
import { AnswerChart } from "../../components/report-charts/answer-chart.tsx";
import { useChartCaption } from "../../components/report-charts/caption.ts";
import { useFinding } from "../../components/report-charts/finding.ts";
import { ReportTable } from "../../components/report-table/report-table.tsx";
import { Downloads } from "./downloads.tsx";
import { buildMessages } from "./messages.ts";
import { Refused } from "./refused.tsx";
import { Since } from "./since.tsx";
import { type BuildProps, isWhole, mostRows } from "./use-answer.ts";
import { useDrill } from "./use-drill.tsx";

/** The answer: the question in words, the finding, the chart that fits its shape, and all of it as a table. */
export function Result(props: BuildProps) {
  const { build, catalog, words, answer: answered } = props;
  const say = useSay(buildMessages);
  const { answer, error, isOld, isPending } = answered;
  const finding = useFinding(answer, catalog);
  const question = words.question(build.draft);
  const caption = useChartCaption({ question, answer, chart: answered.chart });
  const [order] = build.draft.slice.order ?? [];
  const tabled = useTabled(props);
  const { drill, dialog } = useDrill(props, tabled);
  return (
    <section className="result" aria-labelledby="result-finding" aria-busy={isOld || isPending}>
      <p role="status" className="sr-only">
        {isOld || isPending
          ? say("build.refreshing")
          : answer
            ? `${question} ${say("build.answered", { count: answer.rows.length })}`
            : ""}
      </p>
      {error && <Refused error={error} />}
      {answer && tabled && (
        <div className={isOld ? "figures is-old result" : "figures result"}>
          <div className="result-head">
            <div className="tile-topic">
              <h2 id="result-finding">{question}</h2>
              <FigureMenu
                subject={finding}
                answer={answer}
                slice={build.draft.slice}
                isWhole={isWhole(answer, build.draft.slice)}
              />
            </div>
            <Freshness answer={answer} />
          </div>
          <div className="result-bar">
            <ChartKinds kinds={answered.charts} value={answered.chart} onChoose={build.choose} />
            <Downloads {...props} />
          </div>
          {answered.chart === "table" ? (
            <p className="finding">{finding}</p>
          ) : (
            <AnswerChart
              kind={answered.chart}
              answer={answer}
              catalog={catalog}
              title={finding}
              caption={caption}
            />
          )}
          <Since build={build} answer={answer} />
          <ReportTable
            caption={say("build.table_of", { question })}
            answer={tabled}
            catalog={catalog}
            drill={drill}
            totals={build.draft.slice.totals === "visible" ? "visible" : "all"}
            sort={order && { key: order.column, direction: order.direction }}
            onSort={({ key, direction }) => build.change({ order: [{ column: key, direction }] })}
          />
          {!isWhole(answer, build.draft.slice) && <p>{say("build.most_rows", { count: mostRows })}</p>}
          {dialog}
          <MarkLegend />
          <MadeFiles />
        </div>
      )}
    </section>
  );
}

/** What the table shows of an answer: all of it, or only the rows that differ from what was published before. */
function useTabled({ build, answer: { answer } }: BuildProps) {
  const isOnly = build.draft.slice.compare === "generation" && build.view.k === "changed";
  return useMemo(() => {
    if (!answer || !isOnly) return answer;
    const { changed, added } = changesIn(answer);
    return withRows(
      answer,
      [...changed, ...added].sort((a, b) => a - b),
    );
  }, [answer, isOnly]);
}

type KindsProps = { kinds: ReportChart[]; value: ReportChart; onChoose: (kind: ReportChart) => void };

/** The charts that the shape of the answer can be drawn as. */
function ChartKinds({ kinds, value, onChoose }: KindsProps) {
  const say = useSay(buildMessages);
  const name = useId();
  if (kinds.length < 2) return <span />;
  return (
    <fieldset className="chart-kinds">
      <legend className="sr-only">{say("build.chart")}</legend>
      {kinds.map((kind) => (
        <label key={kind}>
          <input type="radio" name={name} checked={kind === value} onChange={() => onChoose(kind)} />
          {say(`build.chart.${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}
