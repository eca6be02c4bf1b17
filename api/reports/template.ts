import type { Reader } from "#warehouse";
import type { AcceptChanges, TemplateChanges } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { refuseContent } from "./check.ts";
import { findReport } from "./find.ts";
import { editable, movedOn, versionOf } from "./keep.ts";
import { changedParts, comparedParts, withParts } from "./parts.ts";

/** What the template of a report says now and the report does not, part by part. Throws `not_found`, `forbidden`. */
export async function templateChanges(id: string, reader: Reader, deps: Deps): Promise<TemplateChanges> {
  const { content: mine, template, version } = await editable(id, reader, deps);
  const theirs = template && (await findReport(template.report, reader, deps));
  if (!template || !theirs)
    throw new ProblemError(
      "not_found",
      template
        ? "The template is no longer there or no longer shared with you. Your report stays as it is."
        : "This report was not made from a template.",
    );
  return {
    template: { report: theirs.report, version: theirs.version },
    ...{ version, base: template.base, mine, theirs: theirs.content },
    parts: comparedParts(template.base, mine, theirs.content),
  };
}

/**
 * Takes parts of the template over and keeps all others; from now on the report is compared with the template as it is
 * now. Throws `not_found`, `forbidden`, `moved_on`, and what a content that cannot be asked throws.
 */
export async function acceptChanges(
  id: string,
  asked: { accept: AcceptChanges; reader: Reader },
  deps: Deps,
): Promise<void> {
  const { accept, reader } = asked;
  const { template, mine, theirs } = await templateChanges(id, reader, deps);
  if (template.version !== accept.template_version) throw movedOn();
  const content = withParts(mine, theirs, accept.accept);
  refuseContent(content, mine);
  const isNew = changedParts(content, mine).length > 0;
  const isKept = await deps.control.changeReport({
    ...{ report_id: id, version: accept.version },
    next: isNew ? versionOf(content, { how: "template", reader, deps }) : undefined,
    template: { template_version: template.version, template_base: JSON.stringify(theirs) },
  });
  if (!isKept) throw movedOn();
}
