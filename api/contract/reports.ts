import { z } from "@hono/zod-openapi";
import { roles } from "#warehouse";
import { sentence } from "./sentence.ts";
import { ownName, sliceSchema } from "./slices.ts";

const TITLE = 200;
const LARGEST = 100_000;
const CONTROL = /\p{Cc}/u;

const title = z
  .string()
  .trim()
  .min(1, "is empty: give the report a title")
  .max(TITLE, `is longer than ${TITLE} characters: put the rest into the note`)
  .refine((text) => !CONTROL.test(text), "has a control character")
  .openapi({ description: `1 to ${TITLE} characters, shown as text` });

/** How a report is shown first; whoever reads it may change it. */
export const reportChart = z.enum(["table", "bar", "line", "dot", "heat", "multiples"]);
/** What a report asks: a slice that no generation is tied to. */
export const reportSlice = sliceSchema.omit({ generation: true, against: true }).openapi("ReportSlice");
/** A saved question, never its figures: whoever runs it runs it under her own rights. */
export const reportContent = z
  .object({ title, note: sentence.nullable(), slice: reportSlice, chart: reportChart })
  .strict()
  .refine(
    (content) => JSON.stringify(content).length <= LARGEST,
    `is larger than ${LARGEST / 1000} kB: filter by fewer values`,
  )
  .openapi("ReportContent");

/** What a report is made of, for differences and for taking over a template's changes. */
export const reportPart = z.enum([
  "title",
  "note",
  "measures",
  "by",
  "where",
  "compare",
  "computed",
  "pivot",
  "totals",
  "order",
  "limit",
  "chart",
]);

/** Who may open a report besides its owner; a district template is one shared with the whole district. */
export const reportSharing = z
  .discriminatedUnion("with", [
    z.object({ with: z.literal("nobody") }).strict(),
    z.object({ with: z.literal("school"), school: ownName }).strict(),
    z.object({ with: z.literal("role"), role: z.enum(roles) }).strict(),
    z.object({ with: z.literal("district") }).strict(),
  ])
  .openapi("ReportSharing");

const reportId = z.string().max(100);
const version = z.int().min(1);
const person = z.object({ account: z.string(), name: z.string() });
/** The report that another was copied from, as it was then. */
export const reportTemplate = z.object({ report: reportId, version }).strict();

/** Times are ISO-8601 in UTC. */
export const reportSchema = z
  .object({
    report: reportId,
    content: reportContent,
    version,
    owner: person,
    sharing: reportSharing,
    /** Ships with Rollbook, tested; read-only for everybody. */
    is_certified: z.boolean(),
    /** Whom a certified report was made for; anybody whose grants are enough may open it. */
    made_for: z.array(z.enum(roles)),
    /** A part of it no longer exists, or a definition has changed since it was certified or saved. */
    is_outdated: z.boolean(),
    /** What no longer exists, so that a run leaves it out or is refused; `key` as the report writes it. */
    gone: z.array(
      z.object({
        part: reportPart.extract(["measures", "by", "where", "computed", "pivot", "order"]),
        key: z.string(),
      }),
    ),
    /** `has_changes`: the template says something now that it did not when this report was last compared with it. */
    template: reportTemplate.extend({ has_changes: z.boolean() }).nullable(),
    /** Definitions that are not those this version was saved with; `to` is null where the measure is gone. */
    definition_changes: z.array(
      z.object({ measure: z.string(), label: z.string(), from: z.string(), to: z.string().nullable() }),
    ),
    may_edit: z.boolean(),
    updated_at: z.string(),
  })
  .openapi("Report");

/** Every report that the reader may open, certified ones first, then by title. */
export const reportsResponse = z.object({
  reports: z.array(reportSchema),
  /** What this reader may share a report with. */
  may_share: z.object({
    schools: z.array(z.object({ key: z.string(), label: z.string() })),
    roles: z.array(z.enum(roles)),
    district: z.boolean(),
  }),
});

/** A new report; without `sharing` it is private. `template` is what it was made from, if anything. */
export const newReportRequest = z
  .object({
    content: reportContent,
    sharing: reportSharing.optional(),
    template: reportTemplate.optional(),
  })
  .strict();
/** `version` is the one that was read: another one since is not written over, but refused with 409. */
export const reportChange = z
  .object({ content: reportContent, sharing: reportSharing.optional(), version })
  .strict();

/** Newest first. `changed` are the parts that differ from the version before; all of them in the first. */
export const reportVersionsResponse = z.object({
  versions: z.array(
    z.object({
      version,
      content: reportContent,
      changed: z.array(reportPart),
      made_by: person,
      made_at: z.string(),
      /** What was done: saved, restored from a version, or taken over from the template. */
      how: z.enum(["saved", "restored", "template"]),
    }),
  ),
});
export const restoreRequest = z.object({ version }).strict();

/**
 * What a report's template says now that this report does not. Parts that are the same in both are left out. `changed_by`:
 * the template alone (take it over freely), both (one must be chosen), or only this report (its own change, kept).
 */
export const templateChangesResponse = z.object({
  template: reportTemplate,
  /** The version of this report that is compared. */
  version,
  base: reportContent,
  mine: reportContent,
  theirs: reportContent,
  parts: z.array(z.object({ part: reportPart, changed_by: z.enum(["theirs", "both", "mine"]) })),
});
/** Parts to take over; the others stay and are not offered again until the template changes them again. */
export const acceptChangesRequest = z
  .object({
    accept: z.array(reportPart).max(reportPart.options.length),
    /** Both as they were compared: what has moved on since is refused with 409. */
    version,
    template_version: version,
  })
  .strict();

/** One report as a file that can live in version control. */
export const reportFile = z
  .object({
    format: z.literal("rollbook-report/1"),
    content: reportContent,
    /** The definitions that it was saved or certified with: a measure's key and version. */
    definitions: z.record(ownName, z.string().max(40)),
    /** Only in the files that ship with Rollbook; what is imported is nobody's word but its owner's. */
    certified: z
      .object({ version, on: z.iso.date(), made_for: z.array(z.enum(roles)).min(1) })
      .strict()
      .optional(),
  })
  .strict()
  .openapi("ReportFile");

export type ReportContent = z.infer<typeof reportContent>;
export type ReportChart = z.infer<typeof reportChart>;
export type ReportPart = z.infer<typeof reportPart>;
export type ReportSharing = z.infer<typeof reportSharing>;
export type ReportTemplate = z.infer<typeof reportTemplate>;
export type Report = z.infer<typeof reportSchema>;
export type ReportsResponse = z.infer<typeof reportsResponse>;
export type NewReportRequest = z.infer<typeof newReportRequest>;
export type ReportChange = z.infer<typeof reportChange>;
export type ReportVersions = z.infer<typeof reportVersionsResponse>;
export type TemplateChanges = z.infer<typeof templateChangesResponse>;
export type AcceptChanges = z.infer<typeof acceptChangesRequest>;
export type ReportFile = z.infer<typeof reportFile>;
