import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Catalog, Report, ReportPart, TemplateChanges } from "#api/contract";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { acceptTemplateChanges, fetchTemplateChanges } from "../../reports-client.ts";
import { buildMessages } from "../build/messages.ts";
import { usePartWords } from "../build/part-words.ts";
import { NotSaved } from "./not-saved.tsx";
import { useKept } from "./save-dialog.tsx";

type Props = { report: Report; catalog: Catalog; onClose: () => void };

/** What a report's template says now, part by part, and which of it is to be taken over. */
export function TemplateDialog({ report, catalog, onClose }: Props) {
  const say = useSay(buildMessages);
  const problemWords = useProblemWords();
  const key = ["template-changes", report.report, report.version];
  const changes = useQuery({ queryKey: key, queryFn: () => fetchTemplateChanges(report.report) });
  return (
    <PageDialog title={say("build.template_title")} onClose={onClose}>
      {changes.isError && <p role="alert">{problemWords(changes.error)}</p>}
      {changes.data && <Parts report={report} catalog={catalog} changes={changes.data} onClose={onClose} />}
    </PageDialog>
  );
}

function Parts({ report, catalog, changes, onClose }: Props & { changes: TemplateChanges }) {
  const say = useSay(buildMessages);
  const partWords = usePartWords(catalog, changes.theirs);
  const keep = useKept();
  const offered = changes.parts.filter(({ changed_by }) => changed_by !== "mine");
  const [chosen, setChosen] = useState<ReportPart[]>(
    offered.filter(({ changed_by }) => changed_by === "theirs").map(({ part }) => part),
  );
  const taking = useMutation({
    mutationFn: (accept: ReportPart[]) =>
      acceptTemplateChanges(report.report, {
        accept,
        version: changes.version,
        template_version: changes.template.version,
      }),
    onSuccess: async (saved) => {
      onClose();
      await keep(saved);
    },
  });
  const toggle = (part: ReportPart) =>
    setChosen(chosen.includes(part) ? chosen.filter((other) => other !== part) : [...chosen, part]);
  return (
    <>
      <p>{say("build.template_words")}</p>
      <div className="template-parts">
        {offered.map(({ part, changed_by }) => (
          <label key={part} className="check">
            <input type="checkbox" checked={chosen.includes(part)} onChange={() => toggle(part)} />
            <span>
              <strong>{say(`build.part.${part}`)}</strong>
              {changed_by === "both" && <> ({say("build.template_both")})</>}
              <br />
              {say("build.template_mine")}: {partWords(changes.mine, part)}
              <br />
              {say("build.template_theirs")}: {partWords(changes.theirs, part)}
            </span>
          </label>
        ))}
      </div>
      <NotSaved error={taking.error} report={report.report} />
      <div className="build-actions">
        <button
          type="button"
          className="button is-primary"
          disabled={taking.isPending || chosen.length === 0}
          onClick={() => taking.mutate(chosen)}
        >
          {say("build.template_take")}
        </button>
        <button
          type="button"
          className="button"
          disabled={taking.isPending}
          onClick={() => taking.mutate([])}
        >
          {say("build.template_keep")}
        </button>
      </div>
    </>
  );
}
