import { z } from "@hono/zod-openapi";

/** The name of something of ours: what is longer is none. */
export const ownName = z.string().max(100);
/** The key of a dimension's value; null is the unknown member. */
export const key = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const computedName = {
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  label: z.string().max(100).optional(),
};
/** A column worked out from number columns of the same row: names, never expressions. */
const computedColumn = z.discriminatedUnion("kind", [
  z
    .object({
      ...computedName,
      kind: z.enum(["ratio", "difference"]),
      of: z.tuple([z.string().max(150), z.string().max(150)]),
    })
    .strict(),
  z.object({ ...computedName, kind: z.literal("share"), of: z.string().max(150) }).strict(),
  z
    .object({
      ...computedName,
      kind: z.literal("rank"),
      of: z.string().max(150),
      direction: z.enum(["asc", "desc"]),
    })
    .strict(),
]);

/** A question: measures, by which dimensions, where, compared to what, with which totals. */
export const sliceSchema = z
  .object({
    measures: z.array(ownName).min(1).max(24),
    by: z.array(ownName).max(8).optional(),
    where: z
      .array(
        z.object({
          dimension: ownName,
          op: z.enum(["in", "not_in", "between"]),
          values: z.array(key).min(1).max(2000),
        }),
      )
      .max(16)
      .optional(),
    compare: z.enum(["previous_year", "district", "target", "generation"]).optional(),
    against: ownName.optional(),
    computed: z.array(computedColumn).max(12).optional(),
    pivot: ownName.optional(),
    totals: z.enum(["none", "visible", "all"]).optional(),
    subtotals: z.array(ownName).max(8).optional(),
    order: z
      .array(
        z.object({
          column: ownName,
          direction: z.enum(["asc", "desc"]),
          nulls: z.enum(["first", "last"]).optional(),
        }),
      )
      .max(4)
      .optional(),
    limit: z.int().min(1).max(1_000_000).optional(),
    generation: ownName.optional(),
  })
  .strict()
  .openapi("Slice");

const dimensionCell = z.object({ key, label: z.string() });
const cell = z.union([dimensionCell, z.number(), z.null()]);
/** Why a cell has no number. */
export const markKind = z.enum(["suppressed", "not_reported", "not_applicable", "no_data"]);
/** Of the schools that must report, how many have; with fewer than the district agreed on, a figure is not certifiable. */
export const schoolCoverage = z.object({
  reported: z.number(),
  expected: z.number(),
  is_certifiable: z.boolean(),
});
/** A school that has not reported, with the day of its last report. */
export const schoolRef = z.object({
  key: z.string(),
  label: z.string(),
  last_reported_on: z.string().nullable(),
});
/** What a measure counts; a percent is a share from 0 to 1. */
export const unit = z.enum(["students", "percent", "count", "usd", "days", "minutes", "schools"]);

/**
 * A table that numbers of these measures come from; of what stands beside them (the published district, another
 * generation) nothing is told. `published`: it holds what is released to readers who may not see
 * students; `without_students`: added up over students, of whom nothing is asked; `rows`: the records themselves.
 */
const route = z.object({
  part: z.enum(["rows", "totals"]),
  table: z.string(),
  because: z.enum(["published", "without_students", "rows"]),
  measures: z.array(z.string()),
});

/** Rows keyed by column, with marks for cells without a number, and all that is needed to trace them. */
export const answerSchema = z
  .object({
    columns: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        kind: z.enum(["dimension", "measure"]),
        measure: z.string().optional(),
        part: z
          .enum([
            "value",
            "numerator",
            "denominator",
            "previous",
            "change",
            "district",
            "difference",
            "target",
            "gap",
            "then",
            "restated",
            "computed",
          ])
          .optional(),
        unit: unit.optional(),
        computed: computedColumn.optional(),
        pivot: dimensionCell.optional(),
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
    coverage: schoolCoverage,
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
    routes: z.array(route),
  })
  .openapi("Answer");

/** Slices that one generation answers. */
export const answersRequest = z.object({ slices: z.array(sliceSchema).min(1).max(40) }).strict();
/** Answers in the order of the slices. */
export const answersResponse = z.object({ generation: z.string(), answers: z.array(answerSchema) });

/** What people look for a measure under, and a dimension. */
const measureTopic = z.enum([
  "enrollment",
  "attendance",
  "chronic_absence",
  "classes",
  "discipline",
  "special_education",
  "evaluations",
  "services",
  "outcomes",
  "costs",
  "completeness",
  "school_census",
]);
const dimensionTopic = z.enum(["place", "time", "students", "record"]);

/**
 * `facts` are the tables a measure is counted from, `dimensions` those that this reader can ask it by, `joins` all that
 * its rows have, `instead_of` the measure that it defines otherwise, `needs` those without which it means nothing. A reader who is answered from published tables may ask
 * for the dimensions of one of `published`, which is null for everybody else.
 */
export const catalogResponse = z.object({
  measures: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      topic: measureTopic,
      definition: z.string(),
      unit,
      better: z.enum(["lower", "higher"]).nullable(),
      instead_of: z.string().nullable(),
      authority: z.string(),
      citation: z.string().nullable(),
      version: z.string(),
      parameters: z.record(z.string(), z.union([z.string(), z.number()])),
      facts: z.array(z.string()),
      dimensions: z.array(z.string()),
      joins: z.array(z.string()),
      needs: z.array(z.string()),
      published: z.array(z.array(z.string())).nullable(),
    }),
  ),
  dimensions: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      topic: dimensionTopic,
      definition: z.string(),
      type: z.enum(["text", "date", "boolean", "number"]),
    }),
  ),
});

/** What was published and is kept: any of it can be asked (`generation`) and compared with (`against`). Times in UTC. */
export const keptGenerations = z.object({
  current: z.string(),
  generations: z.array(z.object({ generation: z.string(), as_of: z.string(), published_at: z.string() })),
});

export type KeptGenerations = z.infer<typeof keptGenerations>;
export type Slice = z.infer<typeof sliceSchema>;
export type Answer = z.infer<typeof answerSchema>;
export type Catalog = z.infer<typeof catalogResponse>;
