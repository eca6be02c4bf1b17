import { useState } from "react";
import type { Catalog, Report } from "#api/contract";
import { useSay } from "../../components/figures/formats.ts";
import { TemplateDialog } from "../build-dialogs/template-dialog.tsx";
import { buildMessages } from "./messages.ts";

/** What has changed around a saved report: its template, and the definitions of what it counts. */
export function TemplateNotice({ report, catalog }: { report: Report; catalog: Catalog }) {
  const say = useSay(buildMessages);
  const [isOpen, setOpen] = useState(false);
  const hasNews = report.template?.has_changes === true && report.may_edit;
  const changes = report.definition_changes;
  if (!hasNews && changes.length === 0) return null;
  return (
    <section className="notices" aria-label={say("build.topic")}>
      {changes.map(({ measure, label, from, to }) => {
        const name = catalog.measures.find(({ key }) => key === measure)?.label ?? label;
        return (
          <p key={measure}>
            {to === null
              ? say("build.definition_gone", { measure: name, from })
              : say("build.definition_changed", { measure: name, from, to })}
          </p>
        );
      })}
      {hasNews && (
        <p>
          {say("build.template_title")}.{" "}
          <button type="button" className="text-button" onClick={() => setOpen(true)}>
            {say("build.template_look")}
          </button>
        </p>
      )}
      {isOpen && <TemplateDialog report={report} catalog={catalog} onClose={() => setOpen(false)} />}
    </section>
  );
}
