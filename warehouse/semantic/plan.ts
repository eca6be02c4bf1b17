import type { Reader } from "../district.ts";
import { WarehouseError } from "./errors.ts";
import { type Aggregate, aggregatesOf, type Measure } from "./model/define.ts";
import { type Dimension, dimensionOf, dimensions } from "./model/dimensions.ts";
import { type Fact, type FactKey, factOf } from "./model/facts.ts";
import { dimensionNamed, measureNamed } from "./model/model.ts";
import { mayReadStudents, type Scope, scopeOf } from "./scope.ts";
import type { Cell, Filter, Slice } from "./slice.ts";

type Period = "current" | "previous";

/** One number of a measure: `column` is its name in the SQL. */
export type Component = { column: string; aggregate: Aggregate };

/** One fact aggregated at its own grain in its own CTE. */
export type Block = {
  name: string;
  fact: Fact;
  period: Period;
  components: Component[];
  filters: Filter[];
  scope: Scope;
  /** Readers who may not see students also get the number of persons behind each component. */
  hidesSmallCells: boolean;
  /** The school years that the fact has any rows for: of another year nothing is known. */
  schoolYears: readonly string[];
};

export type PlannedMeasure = { key: string; measure: Measure; components: Component[] };
export type PlannedDimension = { key: string; dimension: Dimension };

export type Plan = {
  slice: Slice;
  by: PlannedDimension[];
  measures: PlannedMeasure[];
  blocks: Block[];
  notes: string[];
  /** Only the rows with these keys: what a total "of what you see" is computed over. */
  only?: { by: PlannedDimension[]; rows: Record<string, Cell>[] };
};

/** What a plan must know of a generation: the school years that each fact has rows for, ascending. */
export type Known = { schoolYears: (fact: FactKey) => readonly string[] };

/** Turns a question into blocks. `filters` are the slice's, with values resolved to keys. Throws WarehouseError. */
export function planSlice(slice: Slice, filters: Filter[], context: { reader: Reader; known: Known }): Plan {
  const by = (slice.by ?? []).map((key) => ({ key, dimension: dimensionNamed(key) }));
  const measures = plannedMeasures(slice.measures);
  const blocks = new Map<string, Block>();
  const notes = new Set<string>();
  for (const { key, components } of measures)
    for (const component of components) {
      const factKey = component.aggregate.fact;
      const fact = factOf(factKey);
      const named = [...by.map((dimension) => dimension.key), ...filters.map((filter) => filter.dimension)];
      for (const dimension of named) refuseUnlessReached(fact, dimension, key);
      const block = blocks.get(factKey) ?? blockOf(factKey, { slice, filters, ...context, notes });
      block.components.push(component);
      blocks.set(factKey, block);
    }
  return { slice, by, measures, blocks: withPrevious(slice, [...blocks.values()], notes), notes: [...notes] };
}

/** Whether rows of a fact have a value of the dimension. */
export function reaches(fact: Fact, key: string): boolean {
  if (Object.hasOwn(fact.attributes, key)) return true;
  switch (dimensionOf(key)?.home) {
    case "organization":
      return fact.hasOrganization;
    case "student":
    case "student_group":
      return fact.hasStudent;
    case "school_year":
      return fact.hasSchoolYear;
    case "month":
      return fact.isSnapshot === true || fact.happenedOn !== undefined;
    case "week":
    case "date":
      return fact.happenedOn !== undefined;
    default:
      return false;
  }
}

function plannedMeasures(keys: readonly string[]): PlannedMeasure[] {
  return keys.map((key, index) => {
    const measure = measureNamed(key);
    const components = aggregatesOf(measure).map((aggregate, part) => ({
      column: `m${index}_${part}`,
      aggregate,
    }));
    return { key, measure, components };
  });
}

function refuseUnlessReached(fact: Fact, dimension: string, measure: string): void {
  if (reaches(fact, dimension)) return;
  const others = Object.keys(dimensions).filter((key) => reaches(fact, key));
  throw new WarehouseError(
    "incompatible",
    `${measure} has no ${dimension}: it can be asked by ${others.join(", ")}.`,
  );
}

type BlockContext = { slice: Slice; filters: Filter[]; reader: Reader; known: Known; notes: Set<string> };

function blockOf(factKey: FactKey, { slice, filters, reader, known, notes }: BlockContext): Block {
  const fact = factOf(factKey);
  const namesYear =
    slice.by?.includes("school_year") || filters.some((filter) => filter.dimension === "school_year");
  const schoolYears = fact.hasSchoolYear ? known.schoolYears(factKey) : [];
  const year = namesYear ? null : (schoolYears.at(-1) ?? null);
  if (year !== null) notes.add(`School year ${year}, the latest with data.`);
  return {
    name: factKey,
    fact,
    period: "current",
    components: [],
    filters: year === null ? filters : [...filters, { dimension: "school_year", op: "in", values: [year] }],
    scope: scopeOf(reader, fact),
    hidesSmallCells: fact.hasStudent && !mayReadStudents(reader, fact.subject),
    schoolYears,
  };
}

function withPrevious(slice: Slice, blocks: Block[], notes: Set<string>): Block[] {
  if (slice.compare !== "previous_year") return blocks;
  for (const { fact, name } of blocks)
    if (!fact.hasSchoolYear)
      throw new WarehouseError(
        "incompatible",
        `The year before cannot be compared: ${name} has no school year.`,
      );
  notes.add(
    "The year before is taken to the same day where figures run up day by day; else it is the whole year.",
  );
  return [
    ...blocks,
    ...blocks.map((block): Block => ({ ...block, name: `${block.name}_previous`, period: "previous" })),
  ];
}
