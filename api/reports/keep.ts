import { randomUUID } from "node:crypto";
import { definitionVersions, type NewVersion, type Reader } from "#warehouse";
import type { NewReportRequest, ReportChange, ReportContent, ReportFile } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { refuseContent } from "./check.ts";
import { openReport } from "./find.ts";
import { contentFrom, isTemplate, keptSharing, mayEdit, type Opened } from "./opened.ts";
import { changedParts } from "./parts.ts";
import { refuseSharing } from "./sharing.ts";

/** So many reports of her own one person may keep. */
const MOST = 500;

type Place = Pick<Deps, "warehouse" | "control" | "clock">;

/** Keeps a new report of the reader's and gives its id. Throws `invalid_request`, `forbidden`, `not_found`. */
export async function makeReport(asked: NewReportRequest, reader: Reader, deps: Place): Promise<string> {
  const { content, sharing = { with: "nobody" as const }, template } = asked;
  refuseContent(content);
  await refuseSharing(sharing, deps, reader);
  const base = template ? await templateAt(template, reader, deps) : null;
  return keepNew({ content, sharing, template: base }, reader, deps);
}

/** Keeps a copy of a report for the reader, private. A copy of a template is offered what the template says later. */
export async function copyReport(id: string, reader: Reader, deps: Place): Promise<string> {
  const opened = await openReport(id, reader, deps);
  const { report, version, content } = opened;
  const template = isTemplate(opened) ? { report, version, base: content } : opened.template;
  return keepNew({ content, sharing: { with: "nobody" }, template }, reader, deps);
}

/** Keeps a report that came as a file, private, with the definitions that it was saved with. */
export async function importReport(
  { content, definitions }: ReportFile,
  reader: Reader,
  deps: Place,
): Promise<string> {
  refuseContent(content);
  const named = Object.entries(definitions).filter(([measure]) => content.slice.measures.includes(measure));
  const given = { content, definitions: Object.fromEntries(named), template: null };
  return keepNew({ ...given, sharing: { with: "nobody" } }, reader, deps);
}

/** Saves a report that was read at a version. Throws `not_found`, `forbidden`, `moved_on`, `invalid_request`. */
export async function changeReport(
  id: string,
  asked: { change: ReportChange; reader: Reader },
  deps: Place,
): Promise<void> {
  const { change, reader } = asked;
  const opened = await editable(id, reader, deps);
  const { content, version, sharing } = change;
  refuseContent(content, opened.content);
  const isShared = sharing && JSON.stringify(sharing) !== JSON.stringify(opened.sharing);
  if (isShared) await refuseSharing(sharing, deps, reader);
  const next = versionOf(content, { how: "saved", reader, deps });
  const isNew =
    changedParts(content, opened.content).length > 0 ||
    next.definitions !== JSON.stringify(opened.definitions);
  const isKept = await deps.control.changeReport({
    ...{ report_id: id, version, next: isNew ? next : undefined },
    sharing: isShared ? keptSharing(sharing) : undefined,
  });
  if (!isKept) throw movedOn();
}

/** Deletes a report with all its versions; copies of it stay. Throws `not_found`, `forbidden`. */
export async function deleteReport(id: string, reader: Reader, deps: Place): Promise<void> {
  await editable(id, reader, deps);
  await deps.control.deleteReport(id, deps.clock().toISOString());
}

/** A report that the reader may change. Throws `not_found` where she may not open it either, else `forbidden`. */
export async function editable(id: string, reader: Reader, deps: Place): Promise<Opened> {
  const opened = await openReport(id, reader, deps);
  if (!mayEdit(opened, reader))
    throw new ProblemError(
      "forbidden",
      opened.owner === null
        ? "A certified report is changed by nobody: copy it, and change the copy."
        : "This report is somebody else's: copy it, and change the copy.",
    );
  return opened;
}

export const movedOn = () =>
  new ProblemError(
    "moved_on",
    "The report has been saved by somebody else since you opened it: open it again, then make your change.",
  );

type Saving = { how: NewVersion["how"]; reader: Reader; deps: Pick<Deps, "clock"> };

/** What is kept of a version saved now. */
export function versionOf(content: ReportContent, { how, reader, deps }: Saving): NewVersion {
  return {
    ...{ content: JSON.stringify(content), how },
    definitions: JSON.stringify(currentDefinitions(content)),
    ...{ made_by: reader.account, made_at: deps.clock().toISOString() },
  };
}

const currentDefinitions = ({ slice }: ReportContent): Opened["definitions"] =>
  Object.fromEntries(
    Object.entries(definitionVersions(slice.measures)).map(([key, { version }]) => [key, version]),
  );

type New = Pick<Opened, "content" | "sharing" | "template"> & Partial<Pick<Opened, "definitions">>;

async function keepNew(
  { content, sharing, template, definitions }: New,
  reader: Reader,
  deps: Place,
): Promise<string> {
  const own = await deps.control.reportsFor({
    account: reader.account,
    schools: [],
    roles: [],
    isStaff: false,
  });
  if (own.length >= MOST)
    throw new ProblemError("invalid_request", `You have ${MOST} reports: delete one that nobody uses.`);
  const first = versionOf(content, { how: "saved", reader, deps });
  const report_id = randomUUID();
  await deps.control.makeReport(
    {
      ...{ report_id, owner: reader.account, ...keptSharing(sharing), made_at: first.made_at },
      ...{ template_id: template?.report ?? null, template_version: template?.version ?? null },
      template_base: template ? JSON.stringify(template.base) : null,
    },
    definitions ? { ...first, definitions: JSON.stringify(definitions) } : first,
  );
  return report_id;
}

/** A template as it was at a version. Throws `not_found`, `invalid_request`. */
async function templateAt(
  { report, version }: NonNullable<NewReportRequest["template"]>,
  reader: Reader,
  deps: Place,
): Promise<Opened["template"]> {
  const opened = await openReport(report, reader, deps);
  if (!isTemplate(opened))
    throw new ProblemError(
      "invalid_request",
      "json.template: only a certified report or a district template can be one.",
    );
  if (opened.version === version) return { report, version, base: opened.content };
  const versions = opened.owner === null ? [] : await deps.control.reportVersions(report);
  const found = versions.find(({ version_number }) => version_number === version);
  if (!found)
    throw new ProblemError(
      "invalid_request",
      `json.template.version: the template has no version ${version}.`,
    );
  return { report, version, base: contentFrom(found.content) };
}
