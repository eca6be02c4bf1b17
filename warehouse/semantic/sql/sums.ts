import type { Dialect } from "../dialects/dialect.ts";
import type { Aggregate, Side, Threshold } from "../model/define.ts";
import type { Block, Component } from "../plan.ts";
import { measureCondition } from "./conditions.ts";
import type { Writing } from "./setting.ts";

/** Behind a sum stand only the persons who add something to it: the days that one student missed are that student's. */
export const isSum = ({ kind }: Aggregate): boolean => kind === "sum" || kind === "days";

const both = (one: string | undefined, other: string): string =>
  one === undefined ? other : `${one} and ${other}`;

/** What the rows of one student or day add up to. */
export const sumsOf = (block: Block, writing: Writing): string[] =>
  block.components.flatMap((component) => partialSums(component, block, writing));

/** Of a student with one row, what it adds up to is what it has. */
export const ofOneRow = (dialect: Dialect): Dialect => ({
  ...dialect,
  count: (condition) => (condition ? `case when ${condition} then 1 else 0 end` : "1"),
  sum: (column, condition) => (condition ? `case when ${condition} then ${column} end` : column),
});

/** Whole numbers added up in 64 bits: beside sums of 128, every single row would be made as wide. */
export const ofRows = (dialect: Dialect): Dialect => ({
  ...dialect,
  sum: (column, condition) => `cast(${dialect.sum(column, condition)} as bigint)`,
});

function partialSums({ column, aggregate }: Component, block: Block, writing: Writing): string[] {
  const { dialect } = writing;
  const condition = measureCondition(aggregate.where, writing);
  if (aggregate.kind === "studentsOver")
    return aggregate.thresholds.flatMap(({ left, right }, index) =>
      [left, right].flatMap((side, at) =>
        "column" in side
          ? [`${dialect.sum(`fact.${side.column}`, condition)} as ${column}_${index}_${at}`]
          : [],
      ),
    );
  if (aggregate.kind === "distinct" || aggregate.kind === "percentile")
    throw new Error(
      `A ${aggregate.kind} of ${aggregate.column} cannot be computed beside thresholds over students of one fact.`,
    );
  if (!("column" in aggregate)) return [`${dialect.count(condition)} as ${column}`];
  const of = `fact.${aggregate.column}`;
  const total = `${dialect.sum(of, condition)} as ${column}`;
  return block.countsPersons
    ? [total, `${dialect.count(both(condition, `${of} <> 0`))} as ${column}_n`]
    : [total];
}

/** The numbers of a block over the sums of each student or day. */
export function overSums({ column, aggregate }: Component, block: Block, writing: Writing): string[] {
  const { dialect, partsPerDay } = writing;
  if (aggregate.kind === "studentsOver") {
    const passes = aggregate.thresholds.map((threshold, index) =>
      comparison(threshold, `${column}_${index}`, partsPerDay),
    );
    return [`${dialect.asNumber(dialect.count(passes.join(" and ")))} as ${column}`];
  }
  if (aggregate.kind === "students")
    return [`${dialect.asNumber(dialect.count(`${column} <> 0`))} as ${column}`];
  const total = dialect.asNumber(dialect.sum(column));
  const value = `${aggregate.kind === "days" ? `${total} / ${partsPerDay}` : total} as ${column}`;
  if (!block.countsPersons) return [value];
  const behind = isSum(aggregate) ? `${column}_n` : column;
  return [value, `${dialect.asNumber(dialect.count(`${behind} <> 0`))} as ${column}_n`];
}

function comparison({ left, op, right }: Threshold, name: string, partsPerDay: number): string {
  const side = (value: Side, at: number) => {
    if ("days" in value) return String(value.days * partsPerDay);
    return value.times === 1 ? `${name}_${at}` : `${value.times} * ${name}_${at}`;
  };
  return `${side(left, 0)} ${op} ${side(right, 1)}`;
}
