import { certifiedReportFiles } from "#warehouse";
import { reportFile } from "../contract.ts";
import type { Opened } from "./opened.ts";

let read: Opened[] | undefined;

/** The reports that ship with Rollbook. Throws an Error that names a file which is none. */
export function certifiedReports(): Opened[] {
  read ??= certifiedReportFiles().map(({ id, text }) => {
    const { content, definitions, certified } = reportFile.parse(JSON.parse(text));
    if (!certified) throw new Error(`warehouse/reports/${id}.json does not say since when it is certified.`);
    return {
      ...{ report: id, content, definitions, version: certified.version, owner: null, template: null },
      ...{ sharing: { with: "district" }, madeFor: certified.made_for },
      updatedAt: `${certified.on}T00:00:00.000Z`,
    };
  });
  return read;
}
