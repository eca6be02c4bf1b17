import type { ReportFile } from "../contract.ts";
import type { Opened } from "./opened.ts";

/** A report as the text of a file: the same words give the same bytes, so that version control shows what has changed. */
export function fileText(opened: Opened): string {
  const { content, definitions, owner, version, updatedAt, madeFor } = opened;
  const file: ReportFile = {
    format: "rollbook-report/1",
    content,
    definitions: Object.fromEntries(Object.entries(definitions).sort()),
    ...(owner === null ? { certified: { version, on: updatedAt.slice(0, 10), made_for: madeFor } } : {}),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
