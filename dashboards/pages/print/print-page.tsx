import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { Catalog, Printing } from "#api/contract";
import { useSay } from "../../components/figures/formats.ts";
import { Freshness } from "../../components/figures/freshness.tsx";
import { MarkLegend } from "../../components/figures/mark-sign.tsx";
import { nameAnswer, useNames } from "../../components/figures/names.ts";
import { useCatalog } from "../../components/questions/use-catalog.ts";
import { useValueLabels } from "../../components/questions/value-labels.ts";
import { useQuestionWords } from "../../components/questions/words.ts";
import { AnswerChart } from "../../components/report-charts/answer-chart.tsx";
import { useChartCaption } from "../../components/report-charts/caption.ts";
import { chartsFor } from "../../components/report-charts/chart-kinds.ts";
import { useFinding } from "../../components/report-charts/finding.ts";
import { ReportTable } from "../../components/report-table/report-table.tsx";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { useTitle } from "../../components/shell/use-title.ts";
import { fetchPrinting } from "../../exports-client.ts";
import { buildMessages } from "../build/messages.ts";
import { NotFoundPage } from "../sign-in/home-page.tsx";
import { About } from "./about.tsx";
import { useFit, useReportHead, useSheet } from "./paper.ts";

/** A report on paper. It is opened by the server's own Chromium; to anybody else there is nothing here. */
export function PrintPage() {
  const printing = useQuery({ queryKey: ["printing"], queryFn: fetchPrinting });
  const { catalog } = useCatalog();
  if (printing.isError) return <NotFoundPage />;
  if (!printing.data || !catalog) return <Skeleton />;
  return <Paper printing={printing.data} catalog={catalog} />;
}

type Props = { printing: Printing; catalog: Catalog };

function Paper({ printing, catalog }: Props) {
  const { title, slice, answer: english } = printing;
  const nameOf = useNames();
  const answer = useMemo(() => nameAnswer(english, nameOf, slice.pivot), [english, nameOf, slice.pivot]);
  const { question } = useQuestionWords(catalog, useValueLabels(slice, catalog));
  const chart = chartsFor(answer, slice, catalog).find((kind) => kind === printing.chart) ?? "table";
  const asked = question({ slice, chart });
  useTitle(title);
  useReportHead(printing);
  const isWide = useSheet(answer);
  return (
    <article className={isWide ? "page page-print is-landscape" : "page page-print"}>
      <header className="page-head">
        <div className="page-words">
          <h1>{title}</h1>
          {asked !== title && <p className="standfirst">{asked}</p>}
          <Freshness answer={answer} />
        </div>
      </header>
      <div className="result">
        <Drawn answer={answer} catalog={catalog} chart={chart} question={asked} />
        <Table answer={answer} catalog={catalog} slice={slice} question={asked} />
        <MarkLegend />
      </div>
      <About printing={printing} answer={answer} />
    </article>
  );
}

type DrawnProps = Pick<Printing, "answer" | "chart"> & { catalog: Catalog; question: string };

function Drawn({ answer, catalog, chart, question }: DrawnProps) {
  const finding = useFinding(answer, catalog);
  const caption = useChartCaption({ question, answer, chart });
  if (chart === "table") return <p className="finding">{finding}</p>;
  return <AnswerChart kind={chart} answer={answer} catalog={catalog} title={finding} caption={caption} />;
}

type TableProps = Pick<Printing, "answer" | "slice"> & { catalog: Catalog; question: string };

/** Every row; what is too wide for the sheet is made smaller. */
function Table({ answer, catalog, slice, question }: TableProps) {
  const say = useSay(buildMessages);
  const place = useRef<HTMLDivElement>(null);
  useFit(place);
  return (
    <div ref={place}>
      <ReportTable
        caption={say("build.table_of", { question })}
        answer={answer}
        catalog={catalog}
        totals={slice.totals === "visible" ? "visible" : "all"}
      />
    </div>
  );
}
