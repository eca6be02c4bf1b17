import type { Reader } from "#warehouse";
import { type ReportVersions, reportPart } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { openReport } from "./find.ts";
import { editable, movedOn, versionOf } from "./keep.ts";
import { contentFrom } from "./opened.ts";
import { changedParts } from "./parts.ts";
import { namesIn } from "./show.ts";

/**
 * Every version of a report, for whoever may change it: what was taken out before it was shared is not for all it is shared
 * with. Of a certified one there is the one that ships. Throws `not_found`, `forbidden`.
 */
export async function versionsOf(
  id: string,
  reader: Reader,
  deps: Deps,
): Promise<ReportVersions["versions"]> {
  const nameOf = await namesIn(deps);
  const { owner, content, version, updatedAt } = await openReport(id, reader, deps);
  if (owner === null) {
    const made = { made_by: nameOf(null), made_at: updatedAt, how: "saved" } as const;
    return [{ version, content, changed: reportPart.options, ...made }];
  }
  await editable(id, reader, deps);
  const kept = await deps.control.reportVersions(id);
  const contents = kept.map((one) => contentFrom(one.content));
  return kept.flatMap(({ version_number, made_by, made_at, how }, index) => {
    const [own, before] = [contents[index], contents[index + 1]];
    if (!own) return [];
    const changed = before ? changedParts(before, own) : reportPart.options;
    return [{ version: version_number, content: own, changed, made_by: nameOf(made_by), made_at, how }];
  });
}

/** Makes what a report said at a version its newest version. Throws `not_found`, `forbidden`, `moved_on`. */
export async function restoreVersion(
  id: string,
  asked: { version: number; reader: Reader },
  deps: Deps,
): Promise<void> {
  const { version, reader } = asked;
  const opened = await editable(id, reader, deps);
  const kept = (await deps.control.reportVersions(id)).find((one) => one.version_number === version);
  if (!kept) throw new ProblemError("not_found", `This report has no version ${version}.`);
  const next = versionOf(contentFrom(kept.content), { how: "restored", reader, deps });
  if (!(await deps.control.changeReport({ report_id: id, version: opened.version, next }))) throw movedOn();
}
