import { Link, Navigate } from "@tanstack/react-router";
import type { Catalog, Report } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useCatalog } from "../../components/questions/use-catalog.ts";
import { useValueLabels } from "../../components/questions/value-labels.ts";
import { useQuestionWords } from "../../components/questions/words.ts";
import { Notices } from "../../components/shell/notices.tsx";
import { Refusal } from "../../components/shell/page-view.tsx";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { useView } from "../../view.ts";
import { Steps } from "../build-steps/steps.tsx";
import { BuildHead } from "./build-head.tsx";
import { buildMessages } from "./messages.ts";
import { Result } from "./result.tsx";
import { TemplateNotice } from "./template-notice.tsx";
import { useAnswer } from "./use-answer.ts";
import { useBuild, useReport } from "./use-build.ts";

/** A report as it is saved or as its address changes it: the steps of its question, and the answer beside them. */
export function BuildPage() {
  const { view } = useView();
  const { catalog, error, refetch } = useCatalog();
  const report = useReport(view.r);
  if (view.r === undefined && view.m === undefined) return <Navigate to="/reports" replace />;
  const problem = error ?? report.error;
  if (problem) {
    const again = () => void Promise.all([refetch(), report.refetch()]);
    return <Refusal page="reports" problem={problem} onAgain={again} />;
  }
  if (!catalog || (view.r !== undefined && !report.data)) return <Skeleton />;
  return <Building catalog={catalog} report={report.data ?? null} />;
}

type Props = { catalog: Catalog; report: Report | null };

function Building({ catalog, report }: Props) {
  const build = useBuild(catalog, report);
  const labelOf = useValueLabels(build.draft.slice, catalog);
  const words = useQuestionWords(catalog, labelOf);
  const answer = useAnswer(build, catalog);
  if (build.draft.slice.measures.length === 0) return <NothingAsked />;
  return (
    <article className="page page-build">
      <Notices notices={[]} refused={build.refused} unknown={build.unknown} />
      <BuildHead build={build} catalog={catalog} words={words} answer={answer} />
      <LeftOut keys={build.leftOut} />
      {report && <TemplateNotice report={report} catalog={catalog} />}
      <div className="build">
        <Steps build={build} catalog={catalog} words={words} answer={answer} />
        <Result build={build} catalog={catalog} words={words} answer={answer} />
      </div>
    </article>
  );
}

function LeftOut({ keys }: { keys: string[] }) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  if (keys.length === 0) return null;
  return (
    <p className="notices">{say("build.left_out", { count: keys.length, names: formats.list(keys) })}</p>
  );
}

function NothingAsked() {
  const say = useSay(buildMessages);
  return (
    <div className="page refusal">
      <h1>{say("build.nothing")}</h1>
      <Link to="/reports" className="button">
        {say("build.back")}
      </Link>
    </div>
  );
}
