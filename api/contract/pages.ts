import { z } from "@hono/zod-openapi";
import { costAlertSchema, programSchema } from "./costs.ts";
import { decreeSchema, riskRatioSchema } from "./decree.ts";
import { disputeSchema } from "./disputes.ts";
import { option, pageFrame } from "./page-frame.ts";
import { issueSchema } from "./register.ts";
import { unit } from "./slices.ts";
import {
  checkSchema,
  completenessGrid,
  generationSchema,
  identitySchema,
  loadAlarmSchema,
  rejectionKindSchema,
  rejectionSchema,
  repairSchema,
  runSchema,
  schoolRejectionSchema,
  sourceSchema,
} from "./standing.ts";

/** `before`/`after` null where one side does not exist; `because` names the rows or the action that made the difference. */
export const changeSchema = z.object({
  kind: z.enum(["money", "outcome", "restated", "school"]),
  subject: z.string(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  unit: unit,
  before_words: z.string().nullable(),
  after_words: z.string().nullable(),
  because: z.string(),
});
/** A school that needs looking at, the gravest reason first. */
export const attentionSchema = z.object({
  school: z.string(),
  label: z.string(),
  reasons: z.array(z.string()),
});

/** What the board sees: cost, decree, schools and what changed since it last met; nothing about a single student. */
export const boardPage = z
  .object({
    ...pageFrame,
    student_group: z.string(),
    student_groups: z.array(option),
    previous_meeting: z.object({ on: z.string(), generation: z.string() }).nullable(),
    decree: decreeSchema,
    programs: z.array(programSchema),
    changes: z.array(changeSchema),
    attention: z.array(attentionSchema),
  })
  .openapi("BoardPage");

/** One school; lists by name are there only where `may_read_students`. */
export const schoolPage = z
  .object({
    ...pageFrame,
    school: z.object({
      key: z.string(),
      label: z.string(),
      level: z.string(),
      operator: z.string().nullable(),
      charter_funding: z.string(),
    }),
    schools: z.array(option),
    may_read_students: z.boolean(),
    /** Lists of special-education records are left out until the session says what they are needed for. */
    purpose_needed: z.boolean(),
    /** What guardians say is wrong, of this school's students whom the reader may see. */
    disputes: z.array(disputeSchema),
    /** School days of the last ten on which attendance was not submitted. */
    missing_days: z.array(z.string()),
    student_group: z.string(),
    student_groups: z.array(option),
    /** Columns the near-absence list may show, and those it shows. */
    columns: z.array(option),
    chosen_columns: z.array(z.string()),
  })
  .openapi("SchoolPage");

/** Every decree, and the records behind the outcomes. */
export const compliancePage = z
  .object({ ...pageFrame, decrees: z.array(decreeSchema), disproportionality: z.array(riskRatioSchema) })
  .openapi("CompliancePage");
/** Programs, alerts and ten fiscal years as they were in effect on `cost_as_of`. */
export const costsPage = z
  .object({
    ...pageFrame,
    cost_as_of: z.string(),
    fiscal_years: z.array(z.string()),
    programs: z.array(programSchema),
    alerts: z.array(costAlertSchema),
  })
  .openapi("CostsPage");

/** Where the data stands: what was received, refused, mended, checked and published. */
export const dataPage = z
  .object({
    ...pageFrame,
    sources: z.array(sourceSchema),
    runs: z.array(runSchema),
    load_alarms: z.array(loadAlarmSchema),
    checks: z.array(checkSchema),
    generations: z.array(generationSchema),
    rejections: z.array(rejectionSchema),
    rejection_kinds: z.array(rejectionKindSchema),
    school_rejections: z.array(schoolRejectionSchema),
    repairs: z.array(repairSchema),
    identities: z.array(identitySchema),
    grid: completenessGrid,
    register: z.array(issueSchema),
    fitness: z.array(z.object({ feed: z.string(), is_fit: z.boolean(), because: z.string() })),
  })
  .openapi("DataPage");

export type BoardPage = z.infer<typeof boardPage>;
export type SchoolPage = z.infer<typeof schoolPage>;
export type CompliancePage = z.infer<typeof compliancePage>;
export type CostsPage = z.infer<typeof costsPage>;
export type DataPage = z.infer<typeof dataPage>;
