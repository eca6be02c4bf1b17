import { allAccounts, definitionVersions, goneParts, type Reader } from "#warehouse";
import type { Report } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { findReport } from "./find.ts";
import { mayEdit, type Opened } from "./opened.ts";
import { comparedParts } from "./parts.ts";

/** Whose report ships with Rollbook. */
const ROLLBOOK = { account: "rollbook", name: "Rollbook" };

/** Names of accounts; one that is no longer known keeps its key. */
export async function namesIn(deps: Deps): Promise<(account: string | null) => Report["owner"]> {
  const names = new Map((await allAccounts(deps)).map(({ account, name }) => [account, name]));
  return (account) => (account === null ? ROLLBOOK : { account, name: names.get(account) ?? account });
}

/** Who looks, and whether through somebody else's eyes: then nothing may be changed. */
export type Looking = { reader: Reader; isViewing: boolean };

/** Reports as they are told to a reader. */
export async function toldReports(
  all: Opened[],
  { reader, isViewing }: Looking,
  deps: Deps,
): Promise<Report[]> {
  const nameOf = await namesIn(deps);
  const templates = new Map(all.map((report) => [report.report, report]));
  for (const { template } of all)
    if (template && !templates.has(template.report)) {
      const found = await findReport(template.report, reader, deps);
      if (found) templates.set(template.report, found);
    }
  return all.map((opened) => ({
    ...{ report: opened.report, content: opened.content, version: opened.version },
    ...{ owner: nameOf(opened.owner), sharing: opened.sharing, made_for: opened.madeFor },
    ...standingOf(opened),
    is_certified: opened.owner === null,
    template: templateOf(opened, templates),
    may_edit: !isViewing && mayEdit(opened, reader),
    updated_at: opened.updatedAt,
  }));
}

/** What has changed around a report since it was saved. */
function standingOf({
  content,
  definitions,
}: Opened): Pick<Report, "is_outdated" | "gone" | "definition_changes"> {
  const now = definitionVersions(content.slice.measures);
  const gone = goneParts(content.slice);
  const definition_changes = content.slice.measures.flatMap((measure) => {
    const [from, current] = [definitions[measure], now[measure]];
    if (from === undefined || from === current?.version) return [];
    return [{ measure, label: current?.label ?? measure, from, to: current?.version ?? null }];
  });
  return { is_outdated: gone.length + definition_changes.length > 0, gone, definition_changes };
}

function templateOf({ template, content }: Opened, templates: Map<string, Opened>): Report["template"] {
  if (!template) return null;
  const { report, version, base } = template;
  const theirs = templates.get(report)?.content;
  const has_changes =
    theirs !== undefined &&
    comparedParts(base, content, theirs).some(({ changed_by }) => changed_by !== "mine");
  return { report, version, has_changes };
}
