import type { Aggregate } from "../model/define.ts";
import type { Block, Component } from "../plan.ts";
import { coarsestTable } from "./coarsest-table.ts";
import { conditionsOf, isOfOneDay, measureCondition } from "./conditions.ts";
import type { Writing } from "./setting.ts";
import { isSum, ofOneRow, ofRows, overSums, sumsOf } from "./sums.ts";
import { dayOf, expressionOf, homeOf, isOfDay } from "./values.ts";

/** The statement of one fact at its own grain: from its rows, or over the sums of each student or day. */
export function writeBlock(block: Block, writing: Writing): string {
  const { components } = block;
  const keys = writing.by.map(({ key }) => `${expressionOf(key, block, writing)} as ${key}`);
  if (block.countsPersons && components.some(isOfValues)) return valuesBesidePersons(block, writing);
  if (isOverPersons(block)) {
    const names = writing.by.map(({ key }) => key);
    const numbers = components.flatMap((component) => overSums(component, block, writing));
    return over(ofPersons(block, writing, keys), "person", [...names, ...numbers]);
  }
  if (isOverDays(block, writing)) {
    const dated = writing.by.map(({ key }) => isOfDay(key, block));
    const ofDay = [
      ...keys.filter((_, at) => !dated[at]),
      `${dayOf(block)} as happened_on`,
      ...sumsOf(block, writing),
    ];
    const own = writing.by.map(({ key }, at) =>
      dated[at] ? `${expressionOf(key, block, writing, "dated.happened_on")} as ${key}` : key,
    );
    const numbers = components.flatMap((component) => overSums(component, block, writing));
    return over(grouped(ofDay, rowsOf(block, writing)), "dated", [...own, ...numbers]);
  }
  const numbers = components.map((component) => overRows(component, writing));
  const rows = [select([...keys, ...numbers]), rowsOf(block, writing)];
  return (keys.length === 0 ? rows : [...rows, "group by all"]).join("\n");
}

const grouped = (columns: string[], rows: string): string =>
  [select(columns), rows, "group by all"].join("\n");

function over(parts: string, name: string, columns: string[]): string {
  return `${select(columns)}\nfrom (\n${indent(parts)}\n) as ${name}\ngroup by all`;
}

/**
 * Thresholds ask for each student's sums. Where the persons behind each number are counted, one pass for the students'
 * sums also spares a distinct count for every number.
 */
function isOverPersons({ components, countsPersons }: Block): boolean {
  const kinds = components.map(({ aggregate }) => aggregate.kind);
  return countsPersons || kinds.includes("studentsOver");
}

/**
 * The sums of each person in each group. A row that is known to be the only one is taken as it is: nine in ten are, and by
 * level and student group, 640,000 students are counted in an eighth of the time.
 */
function ofPersons(block: Block, writing: Writing, keys: string[]): string {
  const person = [...keys, "fact.durable_student_key"];
  const { onlyRow } = block.fact;
  if (onlyRow === undefined || !isOfOneDay(block, writing))
    return grouped([...person, ...sumsOf(block, writing)], rowsOf(block, writing));
  const { dialect } = writing;
  const ofOne = sumsOf(block, { ...writing, dialect: ofOneRow(dialect) });
  const ofSeveral = sumsOf(block, { ...writing, dialect: ofRows(dialect) });
  const conditions = conditionsOf(block, writing);
  const rows = (which: string) => rowsOf(block, writing, [...conditions, which]);
  return [
    `${select([...person, ...ofOne])}\n${rows(`fact.${onlyRow}`)}`,
    grouped([...person, ...ofSeveral], rows(`not fact.${onlyRow}`)),
  ].join("\nunion all\n");
}

/** A week or month is computed once a day instead of once a row, which takes longer than adding up. */
function isOverDays(block: Block, { by }: Writing): boolean {
  const isAddedUp = ({ aggregate }: Component) => isSum(aggregate) || aggregate.kind === "count";
  return by.some(({ key }) => isOfDay(key, block)) && block.components.every(isAddedUp);
}

/** Numbers that need the values of all rows: no sums of parts make them. */
const isOfValues = ({ aggregate: { kind } }: Component): boolean =>
  kind === "distinct" || kind === "percentile";

/** Such numbers from the rows, and from each student's sums all others and the persons behind every one. */
function valuesBesidePersons(block: Block, writing: Writing): string {
  const values = block.components.filter(isOfValues);
  const counted = values.map(
    ({ column, aggregate: { fact, where } }): Component => ({
      column: `${column}_n`,
      aggregate: { kind: "students", fact, ...(where ? { where } : {}) },
    }),
  );
  const rest = block.components.filter((component) => !isOfValues(component));
  const ofPersons: Block = { ...block, components: [...rest, ...counted] };
  const ofValues: Block = { ...block, components: values, countsPersons: false };
  const columns = [
    ...writing.by.map(({ key }) => `persons.${key}`),
    ...columnsOf(ofPersons).map((column) => `persons.${column}`),
    ...values.map(({ column }) => `found.${column}`),
  ];
  const same = writing.by.map(({ key }) => writing.dialect.equalOrBothNull(`persons.${key}`, `found.${key}`));
  const parts = [ofPersons, ofValues].map((part) => `(\n${indent(writeBlock(part, writing))}\n)`);
  return `${select(columns)}\nfrom ${parts[0]} as persons\njoin ${parts[1]} as found on ${same.join(" and ") || "true"}`;
}

export function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

export const countsStudents = ({ kind }: Aggregate): boolean =>
  kind === "students" || kind === "studentsOver";

/** Whether a number says how many there are: of none it is zero. */
export const isCounted = (aggregate: Aggregate): boolean =>
  aggregate.kind === "count" || aggregate.kind === "distinct" || countsStudents(aggregate);

/** The columns of a block: each number, and the persons behind it where they are counted. */
export function columnsOf(block: Block): string[] {
  return block.components.flatMap(({ column, aggregate }) =>
    block.countsPersons && !countsStudents(aggregate) ? [column, `${column}_n`] : [column],
  );
}

const select = (columns: string[]) => `select\n  ${columns.join(",\n  ")}`;

function rowsOf(block: Block, writing: Writing, conditions = conditionsOf(block, writing)): string {
  const homes = new Set([
    ...writing.by.map(({ key }) => homeOf(key, block)),
    ...[...(writing.only?.by.map(({ key }) => key) ?? []), ...block.filters.map(({ dimension }) => dimension)]
      .map((key) => homeOf(key, block))
      .filter((home) => home !== "student_group"),
  ]);
  return [
    `from ${coarsestTable(block, writing)} as fact`,
    ...(homes.has("organization") ? [join("dim_organization", "organization")] : []),
    ...(homes.has("student") ? [join("dim_student", "student")] : []),
    ...(homes.has("student_group") ? [join("brg_student_group", "student_group", "student_key")] : []),
    ...(conditions.length === 0 ? [] : [`where ${conditions.join("\n  and ")}`]),
  ].join("\n");
}

const join = (table: string, name: string, key = `${name}_key`) =>
  `join ${table} as ${name} on ${name}.${key} = fact.${key}`;

function overRows({ column, aggregate }: Component, writing: Writing): string {
  const { dialect, partsPerDay } = writing;
  const condition = measureCondition(aggregate.where, writing);
  const at = aggregate.kind === "percentile" ? aggregate.at : 0;
  const students = () => dialect.countDistinct("fact.durable_student_key", condition);
  const numbers = {
    count: () => dialect.count(condition),
    sum: (of: string) => dialect.sum(of, condition),
    days: (of: string) => `${dialect.asNumber(dialect.sum(of, condition))} / ${partsPerDay}`,
    distinct: (of: string) => dialect.countDistinct(of, condition),
    percentile: (of: string) => dialect.percentile(of, at, condition),
    students,
    studentsOver: students,
  };
  const of = "column" in aggregate ? `fact.${aggregate.column}` : "";
  return `${dialect.asNumber(numbers[aggregate.kind](of))} as ${column}`;
}
