import { z } from "@hono/zod-openapi";

/**
 * What travels over HTTP: request and response schemas and error codes. The only thing the dashboards may see.
 * Measure cells are unrounded numbers or null; a null always has a mark; dates are ISO dates.
 */

const key = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const sliceSchema = z
  .object({
    measures: z.array(z.string()).min(1).max(24),
    by: z.array(z.string()).max(8).optional(),
    where: z
      .array(
        z.object({
          dimension: z.string(),
          op: z.enum(["in", "not_in", "between"]),
          values: z.array(key).min(1).max(2000),
        }),
      )
      .max(16)
      .optional(),
    compare: z.enum(["previous_year"]).optional(),
    totals: z.enum(["none", "visible", "all"]).optional(),
    order: z
      .array(
        z.object({
          column: z.string(),
          direction: z.enum(["asc", "desc"]),
          nulls: z.enum(["first", "last"]).optional(),
        }),
      )
      .max(4)
      .optional(),
    limit: z.int().min(1).max(1_000_000).optional(),
    generation: z.string().optional(),
  })
  .strict()
  .openapi("Slice");

const dimensionCell = z.object({ key, label: z.string() });
const cell = z.union([dimensionCell, z.number(), z.null()]);
export const markKind = z.enum(["suppressed", "not_reported", "not_applicable", "no_data"]);
const schoolRef = z.object({ key: z.string(), label: z.string(), last_reported_on: z.string().nullable() });
const unit = z.enum(["students", "percent", "count", "usd", "days", "minutes", "schools"]);

export const answerSchema = z
  .object({
    columns: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        kind: z.enum(["dimension", "measure"]),
        measure: z.string().optional(),
        part: z.enum(["value", "numerator", "denominator", "previous", "change"]).optional(),
        unit: unit.optional(),
      }),
    ),
    rows: z.array(z.record(z.string(), cell)),
    totals: z.array(z.record(z.string(), cell)),
    marks: z.array(
      z.object({ part: z.enum(["rows", "totals"]), row: z.number(), column: z.string(), mark: markKind }),
    ),
    generation: z.string(),
    fresh_through: z.string().nullable(),
    missing: z.array(schoolRef),
    coverage: z.object({ reported: z.number(), expected: z.number() }),
    definitions: z.array(
      z.object({
        measure: z.string(),
        label: z.string(),
        definition: z.string(),
        authority: z.string(),
        citation: z.string().nullable(),
        version: z.string(),
        parameters: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
    notes: z.array(z.string()),
  })
  .openapi("Answer");

export const answersRequest = z.object({ slices: z.array(sliceSchema).min(1).max(40) }).strict();
export const answersResponse = z.object({ generation: z.string(), answers: z.array(answerSchema) });

/** `facts` are the tables a measure is counted from, `dimensions` those it can be asked by. */
export const catalogResponse = z.object({
  measures: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      definition: z.string(),
      unit,
      better: z.enum(["lower", "higher"]).nullable(),
      authority: z.string(),
      citation: z.string().nullable(),
      version: z.string(),
      parameters: z.record(z.string(), z.union([z.string(), z.number()])),
      facts: z.array(z.string()),
      dimensions: z.array(z.string()),
    }),
  ),
  dimensions: z.array(
    z.object({ key: z.string(), label: z.string(), definition: z.string(), type: z.string() }),
  ),
});

export const exportRequest = z
  .object({
    format: z.enum(["xlsx", "csv", "arrow"]),
    /** Becomes the file name and the heading of the sheet "About". */
    title: z.string().max(200).optional(),
    slices: z.array(sliceSchema).min(1).max(40),
    /** One sheet name a slice, in the same order. */
    sheets: z.array(z.string().max(100)).optional(),
  })
  .strict()
  .openapi("Export");

export const sessionSchema = z.object({
  account: z.string(),
  name: z.string(),
  role: z.enum(["board", "principal", "monitor", "operator", "coordinator", "parent", "admin"]),
  /** The pages this person may open, first one is home. */
  pages: z.array(z.enum(["board", "school", "compliance", "costs", "data"])),
  /** The schools of a person whose grants name schools; empty for a district-wide reader. */
  schools: z.array(z.object({ key: z.string(), label: z.string() })),
  may_read_students: z.boolean(),
  /** Why there is nothing to see, where that is so. */
  sentence: z.string().nullable(),
  is_demo: z.boolean(),
  district: z.string(),
});
export const signInRequest = z.object({ account: z.string() }).strict();

export const problemCodes = [
  "invalid_request",
  "unknown_measure",
  "unknown_dimension",
  "unknown_column",
  "ambiguous_value",
  "unknown_value",
  "incompatible",
  "forbidden_dimension",
  "forbidden",
  "not_signed_in",
  "unknown_account",
  "unknown_generation",
  "not_found",
  "method_not_allowed",
  "too_large",
  "not_ready",
  "internal",
] as const;
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.enum(problemCodes),
    detail: z.string(),
    slice: z.number().optional(),
    did_you_mean: z.array(z.string()).optional(),
    keys: z.array(z.object({ key, label: z.string() })).optional(),
  })
  .openapi("Problem");

/** One outcome of a decree on one day. `value`, `numerator`, `denominator` are null where `state` says why. */
export const outcomeSchema = z.object({
  outcome: z.string(),
  label: z.string(),
  words: z.string(),
  measure: z.string().nullable(),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  operator: z.enum([">=", ">", "<=", "<", "increase"]).nullable(),
  target: z.number().nullable(),
  version: z.string(),
  citation: z.string().nullable(),
  state: z.enum([
    "at_target",
    "below_target",
    "not_calculable",
    "no_data",
    "not_cited",
    "not_in_force",
    "suppressed",
  ]),
  determination: z
    .object({ kind: z.enum(["accepted", "disputed", "disengaged"]), on: z.string(), by: z.string() })
    .nullable(),
  coverage: z.object({ reported: z.number(), expected: z.number() }),
  previous: z.number().nullable(),
  change: z.number().nullable(),
  /** The slice behind the number, by school; null where nothing is computed. */
  slice: sliceSchema.nullable(),
});
export const decreeSchema = z.object({
  decree: z.string(),
  label: z.string(),
  is_fictional: z.boolean(),
  in_force: z.boolean(),
  from: z.string(),
  to: z.string().nullable(),
  note: z.string(),
  outcomes: z.array(outcomeSchema),
});

const money = z.number().nullable();
export const costAlertSchema = z.object({
  alert: z.enum(["A1", "A2", "A3", "A4"]),
  program: z.string(),
  program_name: z.string(),
  is_case_file: z.boolean(),
  fired_on: z.string(),
  date_precision: z.enum(["day", "month", "year"]),
  settled_on: z.string().nullable(),
  evidence: z.string(),
  settle: z.string(),
});
/** A null amount reads "not reported"; it is never shown as 0. `growth` is approved now over first approved. */
export const programSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    is_case_file: z.boolean(),
    purpose: z.string(),
    citation: z.string().nullable(),
    first_approved_usd: money,
    first_approved_on: z.string().nullable(),
    first_approved_precision: z.enum(["day", "month", "year"]).nullable(),
    approved_usd: money,
    growth: money,
    requested_usd: money,
    expended_usd: money,
    committed_usd: money,
    available_usd: money,
    forecast_usd: money,
    recurring_usd_a_year: money,
    unfunded_usd_ten_years: money,
    unfunded_from: z.string().nullable(),
    published_total_usd: money,
    published_total_note: z.string().nullable(),
    not_itemised_usd: money,
    funded_by: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        amount_usd: z.number(),
        is_one_time: z.boolean(),
        is_capital_only: z.boolean(),
        ends_on: z.string().nullable(),
      }),
    ),
    recurring: z.array(
      z.object({
        fiscal_year: z.string(),
        low_usd: money,
        likely_usd: money,
        high_usd: money,
        funded_usd: money,
        unfunded_usd: money,
        basis: z.string().nullable(),
      }),
    ),
    actions: z.array(
      z.object({
        key: z.string(),
        effective_on: z.string(),
        date_precision: z.enum(["day", "month", "year"]),
        recorded_on: z.string(),
        kind: z.string(),
        amount_usd: z.number(),
        fund_source: z.string().nullable(),
        report_no: z.string().nullable(),
        bond_resolution_no: z.string().nullable(),
        items_in_vote: z.number().nullable(),
        citation: z.string().nullable(),
        note: z.string().nullable(),
        running_approved_usd: money,
      }),
    ),
    alerts: z.array(costAlertSchema),
  })
  .openapi("Program");
export const programsResponse = z.object({
  generation: z.string(),
  as_of: z.string(),
  programs: z.array(programSchema),
});
export const costAlertsResponse = z.object({
  generation: z.string(),
  as_of: z.string(),
  alerts: z.array(costAlertSchema),
});

const option = z.object({ key: z.string(), label: z.string() });
/** What every page response begins with. `answers` and `slices` are keyed by tile; the slices are what an export asks again. */
const pageFrame = {
  generation: z.string(),
  published_at: z.string(),
  as_of: z.string(),
  is_demo: z.boolean(),
  school_year: z.string(),
  school_years: z.array(z.string()),
  fresh_through: z.string().nullable(),
  completeness: z.object({ expected: z.number(), reported: z.number(), missing: z.array(schoolRef) }),
  notices: z.array(z.string()),
  answers: z.record(z.string(), answerSchema),
  slices: z.record(z.string(), sliceSchema),
};

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
export const attentionSchema = z.object({
  school: z.string(),
  label: z.string(),
  reasons: z.array(z.string()),
});

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
    /** School days of the last ten on which attendance was not submitted. */
    missing_days: z.array(z.string()),
    student_group: z.string(),
    student_groups: z.array(option),
    /** Columns the near-absence list may show, and those it shows. */
    columns: z.array(option),
    chosen_columns: z.array(z.string()),
  })
  .openapi("SchoolPage");

/** How much likelier a race is to have an IEP than all other students; `ratio` is null where `reason` says why. */
const riskRatioSchema = z.object({
  group: z.string(),
  label: z.string(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  risk: z.number().nullable(),
  ratio: z.number().nullable(),
  method: z.enum(["risk_ratio", "alternate", "none"]),
  reason: z.enum(["small_group", "small_comparison", "no_risk_in_comparison"]).nullable(),
});

export const compliancePage = z
  .object({ ...pageFrame, decrees: z.array(decreeSchema), disproportionality: z.array(riskRatioSchema) })
  .openapi("CompliancePage");
export const costsPage = z
  .object({
    ...pageFrame,
    cost_as_of: z.string(),
    fiscal_years: z.array(z.string()),
    programs: z.array(programSchema),
    alerts: z.array(costAlertSchema),
  })
  .openapi("CostsPage");

export const runSchema = z.object({
  run: z.string(),
  state: z.enum(["running", "published", "failed", "did_not_start"]),
  started_at: z.string(),
  ended_at: z.string().nullable(),
  command: z.string(),
  generation: z.string().nullable(),
  message: z.string(),
});
export const sourceSchema = z.object({
  source: z.string(),
  label: z.string(),
  feed: z.string(),
  file: z.string(),
  sha256: z.string(),
  rows_read: z.number(),
  rows_loaded: z.number(),
  rows_rejected: z.number(),
  rows_quarantined: z.number(),
  rows_repaired: z.number(),
  landed_at: z.string(),
  next_run: z.string().nullable(),
});
export const checkSchema = z.object({
  check: z.string(),
  kind: z.enum(["stop", "report"]),
  passed: z.boolean(),
  rows: z.number(),
  promise: z.string(),
});
export const generationSchema = z.object({
  generation: z.string(),
  as_of: z.string(),
  published_at: z.string(),
  checks_failed: z.number(),
  rows: z.number(),
});
export const rejectionSchema = z.object({
  source: z.string(),
  feed: z.string(),
  file: z.string(),
  line: z.number(),
  field: z.string().nullable(),
  code: z.string(),
  value: z.string().nullable(),
  reason: z.string(),
  mend: z.string(),
});
/** How many rows were refused for one reason; the rows themselves only for readers who may see students. */
export const rejectionKindSchema = z.object({
  source: z.string(),
  feed: z.string(),
  code: z.string(),
  reason: z.string(),
  mend: z.string(),
  rows: z.number(),
});
export const repairSchema = z.object({
  source: z.string(),
  feed: z.string(),
  field: z.string(),
  repair: z.string(),
  rows: z.number(),
});
export const completenessGrid = z.object({
  feeds: z.array(z.string()),
  days: z.array(z.string()),
  schools: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      missing_count: z.number(),
      cells: z.record(z.string(), z.array(z.enum(["reported", "late", "missing", "not_expected"]))),
    }),
  ),
});
export const dataPage = z
  .object({
    ...pageFrame,
    sources: z.array(sourceSchema),
    runs: z.array(runSchema),
    checks: z.array(checkSchema),
    generations: z.array(generationSchema),
    rejections: z.array(rejectionSchema),
    rejection_kinds: z.array(rejectionKindSchema),
    repairs: z.array(repairSchema),
    grid: completenessGrid,
    fitness: z.array(z.object({ feed: z.string(), is_fit: z.boolean(), because: z.string() })),
  })
  .openapi("DataPage");

export type Slice = z.infer<typeof sliceSchema>;
export type Answer = z.infer<typeof answerSchema>;
export type Session = z.infer<typeof sessionSchema>;
export type Problem = z.infer<typeof problemSchema>;
export type Outcome = z.infer<typeof outcomeSchema>;
export type Decree = z.infer<typeof decreeSchema>;
export type Program = z.infer<typeof programSchema>;
export type CostAlert = z.infer<typeof costAlertSchema>;
export type BoardPage = z.infer<typeof boardPage>;
export type SchoolPage = z.infer<typeof schoolPage>;
export type CompliancePage = z.infer<typeof compliancePage>;
export type CostsPage = z.infer<typeof costsPage>;
export type DataPage = z.infer<typeof dataPage>;
export type { Api } from "./app.ts";
