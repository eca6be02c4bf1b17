import { z } from "zod";
import { type KeptReport, type Reader, roles, type SharedWith } from "#warehouse";
import {
  type Report,
  type ReportContent,
  type ReportSharing,
  type ReportTemplate,
  reportContent,
} from "../contract.ts";

/** A report as it is worked with, whether it ships with Rollbook or is kept in the control store. */
export type Opened = {
  report: string;
  content: ReportContent;
  version: number;
  /** The versions of its measures' definitions when it was saved, by the measure. */
  definitions: Record<string, string>;
  /** Null where it ships with Rollbook. */
  owner: string | null;
  sharing: ReportSharing;
  madeFor: Report["made_for"];
  /** `base` is what the template said when the report was last compared with it. */
  template: (ReportTemplate & { base: ReportContent }) | null;
  updatedAt: string;
};

const versions = z.record(z.string(), z.string());
const roleOf = z.enum(roles);

export function openedFrom(kept: KeptReport): Opened {
  const { report_id, content, version, definitions, owner, updated_at } = kept;
  const { template_id, template_version, template_base } = kept;
  return {
    ...{ report: report_id, content: contentFrom(content), version, owner, updatedAt: updated_at },
    definitions: versions.parse(JSON.parse(definitions)),
    sharing: sharingFrom(kept),
    madeFor: [],
    template:
      template_id === null || template_version === null || template_base === null
        ? null
        : { report: template_id, version: template_version, base: contentFrom(template_base) },
  };
}

export const contentFrom = (text: string): ReportContent => reportContent.parse(JSON.parse(text));

/** Whom something is shared with, as the control store keeps it. */
export function sharingFrom({ shared_with, shared_key }: SharedWith): ReportSharing {
  if (shared_with === "school") return { with: "school", school: shared_key ?? "" };
  if (shared_with === "role") return { with: "role", role: roleOf.parse(shared_key) };
  return { with: shared_with };
}

/** How the control store keeps whom a report is shared with. */
export const keptSharing = (sharing: ReportSharing): Pick<KeptReport, "shared_with" | "shared_key"> => ({
  shared_with: sharing.with,
  shared_key: sharing.with === "school" ? sharing.school : sharing.with === "role" ? sharing.role : null,
});

/** Whether others may copy it and are offered what it says later. */
export const isTemplate = ({ owner, sharing }: Opened): boolean =>
  owner === null || sharing.with === "district";

/** A report that the reader may change: her own, and for those who make templates every template. */
export const mayEdit = ({ owner, sharing }: Opened, reader: Reader): boolean =>
  owner !== null && (owner === reader.account || (sharing.with === "district" && makesTemplates(reader)));

/** Who makes templates for the whole district: coordinators and administrators of it. */
export const makesTemplates = ({ grants }: Reader): boolean =>
  grants.some(({ role, scope }) => (role === "coordinator" || role === "admin") && scope.kind === "district");
