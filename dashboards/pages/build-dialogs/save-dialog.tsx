import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { Report, ReportContent } from "#api/contract";
import { formOf } from "../../components/access/form-of.ts";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { lasting } from "../../components/questions/draft.ts";
import { changeReport, makeReport } from "../../reports-client.ts";
import { buildMessages } from "../build/messages.ts";
import type { BuildProps } from "../build/use-answer.ts";
import { useReportTitle } from "../build/use-report-title.ts";
import { NotSaved } from "./not-saved.tsx";

type Props = BuildProps & { isCopy: boolean; onDone: (words: string) => void; onClose: () => void };

const mostTitle = 200;
const mostNote = 1000;

/** Saves the question as the next version of the report, or as a report of one's own. */
export function SaveDialog(props: Props) {
  const { build, isCopy, onClose } = props;
  const say = useSay(buildMessages);
  const id = useId();
  const title = useReportTitle(props);
  const [isMissing, setMissing] = useState(false);
  const saving = useSaving(props);
  const submit = (form: FormData) => {
    const content = contentOf(form, props);
    setMissing(content.title === "");
    if (content.title !== "" && !saving.isPending) saving.mutate(content);
  };
  return (
    <PageDialog title={say(isCopy ? "build.save_copy" : "build.save")} onClose={onClose}>
      <form className="form" noValidate onSubmit={(event) => submit(formOf(event))}>
        <div className="field">
          <label htmlFor={`${id}-title`}>{say("build.title")}</label>
          <input
            id={`${id}-title`}
            name="title"
            // biome-ignore lint/a11y/noAutofocus: the dialog was opened to name the report
            autoFocus
            defaultValue={title}
            maxLength={mostTitle}
            aria-invalid={isMissing}
            aria-describedby={isMissing ? `${id}-missing` : undefined}
          />
          {isMissing && (
            <p id={`${id}-missing`} className="form-error" role="alert">
              {say("build.title_missing")}
            </p>
          )}
        </div>
        <div className="field">
          <label htmlFor={`${id}-note`}>{say("build.note")}</label>
          <textarea
            id={`${id}-note`}
            name="note"
            maxLength={mostNote}
            defaultValue={build.report?.content.note ?? ""}
          />
        </div>
        {build.draft.slice.compare === "generation" && (
          <p className="hint">{say("build.against_not_kept")}</p>
        )}
        <NotSaved error={saving.error} report={build.report?.report} />
        <button type="submit" className="button is-primary" disabled={saving.isPending}>
          {say(isCopy ? "build.save_copy" : "build.save")}
        </button>
      </form>
    </PageDialog>
  );
}

function contentOf(form: FormData, { build, answer }: BuildProps): ReportContent {
  const note = String(form.get("note") ?? "").trim();
  return {
    title: String(form.get("title") ?? "").trim(),
    note: note === "" ? null : note,
    slice: lasting(build.draft.slice),
    chart: answer.chart,
  };
}

function useSaving({ build, isCopy, onDone }: Props) {
  const say = useSay(buildMessages);
  const keep = useKept();
  const { report } = build;
  return useMutation({
    mutationFn: (content: ReportContent) => {
      if (report && !isCopy) return changeReport(report.report, { content, version: report.version });
      const template = report ? { template: { report: report.report, version: report.version } } : {};
      return makeReport({ content, ...template });
    },
    onSuccess: async (saved) => {
      onDone(say("build.saved", { version: saved.version }));
      await keep(saved);
    },
  });
}

/** Shows a report as it was just saved: its address holds nothing that differs from it. */
export function useKept(): (report: Report) => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (report) => {
    queries.setQueryData(["report", report.report], report);
    await queries.invalidateQueries({ queryKey: ["reports"] });
    await navigate({ to: "/reports/build", search: { r: report.report }, resetScroll: false });
  };
}
