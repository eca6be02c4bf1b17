import type { Reader } from "../district.ts";
import { WarehouseError } from "./errors.ts";
import { type Aggregate, aggregatesOf, type Measure } from "./model/define.ts";
import type { Dimension } from "./model/dimensions.ts";
import { type Fact, type FactKey, factOf } from "./model/facts.ts";
import { dimensionNamed, measureNamed } from "./model/model.ts";
import { refuseTwice, refuseUnusable, withinSubjects } from "./refusals.ts";
import { mayReadNames, type Scope, scopeOf } from "./scope.ts";
import type { Cell, Filter, Slice } from "./slice.ts";

export type Period = "current" | "previous";

/** One number of a measure: `column` is its name in the SQL. */
export type Component = { column: string; aggregate: Aggregate };

/** One fact aggregated at its own grain in its own CTE, which is called `name`. */
export type Block = {
  name: string;
  fact: Fact;
  period: Period;
  components: Component[];
  filters: Filter[];
  scope: Scope;
  /** Beside each component stands the number of persons behind it. */
  countsPersons: boolean;
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
  /** Whether a student is shown as a number and not by name. */
  masksNames: boolean;
  /** Only the rows with these keys: what a total "of what you see" is computed over. */
  only?: { by: PlannedDimension[]; rows: Record<string, Cell>[] };
};

/** What a plan must know of a generation: the school years that each fact has rows for, ascending. */
export type Known = { schoolYears: (fact: FactKey) => readonly string[] };

/** Whose question it is, over which years, and whether the persons behind each number are counted, too. */
export type Asking = { reader: Reader; known: Known; countsPersons?: boolean };

/** Turns a question into blocks. `filters` are the slice's, with values resolved to keys. Throws WarehouseError. */
export function planSlice(slice: Slice, filters: Filter[], context: Asking): Plan {
  refuseTwice("measures", slice.measures);
  refuseTwice("by", slice.by ?? []);
  const { reader } = context;
  const by = (slice.by ?? []).map((key) => ({ key, dimension: dimensionNamed(key) }));
  const measures = plannedMeasures(slice.measures);
  const asked = withinSubjects(slice, filters, reader);
  const named = [...by.map(({ key }) => key), ...asked.map(({ dimension }) => dimension)];
  const blocks = new Map<string, Block>();
  const years = new Map<string, string[]>();
  for (const { key, components } of measures) {
    const facts = components.map(({ aggregate }) => aggregate.fact);
    for (const fact of facts) for (const dimension of named) refuseUnusable(fact, dimension, key, reader);
    const year = named.includes("school_year") ? null : latestYear(facts, context.known);
    if (year !== null) years.set(year, [...(years.get(year) ?? []), key]);
    for (const component of components) {
      const { fact } = component.aggregate;
      const name = blockName(fact, year, context.known);
      const block = blocks.get(name) ?? blockOf(fact, { name, year, filters: asked, ...context });
      block.components.push(component);
      blocks.set(name, block);
    }
  }
  const notes = yearNotes(years);
  const masksNames = !mayReadNames(reader);
  return { slice, by, measures, blocks: withPrevious(slice, [...blocks.values()], notes), notes, masksNames };
}

/** The block in which a component of a measure is computed. */
export function blockWith(plan: Plan, { column }: Component, period: Period): Block {
  const holds = (block: Block) => block.components.some((component) => component.column === column);
  const found = plan.blocks.find((block) => block.period === period && holds(block));
  if (!found) throw new Error(`No block of the plan computes ${column} of the ${period} year.`);
  return found;
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

/**
 * The latest school year that every fact of a measure has rows for: in August there is a new enrollment and no
 * suspension yet, and last year's suspensions are no share of this year's students. Null where no fact has years.
 */
function latestYear(facts: readonly FactKey[], known: Known): string | null {
  const ofYears = facts.filter((fact) => factOf(fact).hasSchoolYear).map((fact) => known.schoolYears(fact));
  const [first = [], ...others] = ofYears;
  return first.findLast((year) => others.every((years) => years.includes(year))) ?? first.at(-1) ?? null;
}

/** A fact has one block, or a second one where a measure of two facts is about an earlier year. */
function blockName(fact: FactKey, year: string | null, known: Known): string {
  const isLatest = year === null || !factOf(fact).hasSchoolYear || year === known.schoolYears(fact).at(-1);
  return isLatest ? fact : `${fact}_${year.replace("-", "_")}`;
}

function yearNotes(years: Map<string, string[]>): string[] {
  const [[only] = [], second] = years;
  if (only === undefined) return [];
  if (second === undefined) return [`School year ${only}, the latest with data.`];
  return [...years].map(
    ([year, measures]) => `School year ${year} for ${measures.join(" and ")}, the latest with data.`,
  );
}

type BlockContext = Asking & {
  name: string;
  /** The year that the block is about where the slice names none. */
  year: string | null;
  filters: Filter[];
};

function blockOf(key: FactKey, context: BlockContext): Block {
  const { name, year, filters, reader, known, countsPersons = false } = context;
  const fact = factOf(key);
  const isOfYear = year !== null && fact.hasSchoolYear;
  return {
    name,
    fact,
    period: "current",
    components: [],
    filters: isOfYear ? [...filters, { dimension: "school_year", op: "in", values: [year] }] : filters,
    scope: scopeOf(reader, fact),
    countsPersons: countsPersons && fact.hasStudent,
    schoolYears: fact.hasSchoolYear ? known.schoolYears(key) : [],
  };
}

function withPrevious(slice: Slice, blocks: Block[], notes: string[]): Block[] {
  if (slice.compare !== "previous_year") return blocks;
  for (const { fact, name } of blocks)
    if (!fact.hasSchoolYear)
      throw new WarehouseError(
        "incompatible",
        `The year before cannot be compared: ${name.replaceAll("_", " ")} has no school year. Leave "compare" out.`,
      );
  notes.push(
    "The year before is taken to the same day where figures run up day by day; else it is the whole year.",
  );
  return [
    ...blocks,
    ...blocks.map((block): Block => ({ ...block, name: `${block.name}_previous`, period: "previous" })),
  ];
}
