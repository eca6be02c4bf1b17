import type { DuckDBConnection } from "@duckdb/node-api";
import type { Dialect } from "../dialects/dialect.ts";
import { didYouMean, nearestOf, WarehouseError } from "../errors.ts";
import { aggregatesOf } from "../model/define.ts";
import { type Block, blockWith, type Plan, type PlannedMeasure } from "../plan.ts";
import type { IsHidden, RawRow } from "../rows/finish.ts";
import type { Filter } from "../slice.ts";
import { Binder } from "../sql/binder.ts";
import type { Statement } from "../sql/compile.ts";
import { outputName } from "../sql/compile.ts";
import { run } from "../sql/run.ts";
import { nameOf, tablesOf } from "./published-tables.ts";

/** What the published tables say to a plan; `releasedOn` is the day (ISO) of the oldest of them that was used. */
export type LookedUp = { rows: RawRow[]; isHidden: IsHidden; releasedOn: string | null; hasHidden: boolean };

/** Looks a plan up in the published tables of a generation. Throws `not_published`. */
export async function lookUp(
  plan: Plan,
  { connection, gone }: { connection: DuckDBConnection; gone?: AbortSignal | undefined },
  dialect: Dialect,
): Promise<LookedUp> {
  const questions = questionsOf(plan);
  const found = await Promise.all(
    questions.map(async (question) => ({
      question,
      rows: await run(statementOf(question, dialect), connection, gone),
    })),
  );
  const rows = new Map<string, RawRow>();
  const hidden = new Map<RawRow, Set<string>>();
  for (const { question, rows: cells } of found)
    for (const cell of cells) putTogether(cell, question, { plan, rows, hidden });
  const days = found.flatMap(({ rows: cells }) => cells.map(({ released_on }) => String(released_on)));
  return {
    rows: [...rows.values()],
    isHidden: (row, measure, period) => hidden.get(row)?.has(`${measure} ${period}`) ?? false,
    releasedOn: days.sort()[0] ?? null,
    hasHidden: hidden.size > 0,
  };
}

/** The statements that a plan is looked up by. */
export const statementsOf = (plan: Plan, dialect: Dialect): Statement[] =>
  questionsOf(plan).map((question) => statementOf(question, dialect));

/** One published table, asked for the measures that have the same rows in it. */
type Question = { table: string[]; measures: PlannedMeasure[]; block: Block };

function questionsOf(plan: Plan): Question[] {
  const questions = new Map<string, Question>();
  for (const measure of plan.measures) {
    const [component] = measure.components;
    if (!component) continue;
    const block = blockWith(plan, component, "current");
    if (block.scope.kind === "nothing") continue;
    const table = tableFor(measure.key, plan, block.filters);
    if (block.scope.kind === "some" && !table.includes("school")) continue;
    const name = JSON.stringify([table, block.filters, block.scope]);
    const question = questions.get(name) ?? { table, measures: [], block };
    question.measures.push(measure);
    questions.set(name, question);
  }
  return [...questions.values()];
}

/** The published table that has just the dimensions that are named. All students are the table without groups. */
function tableFor(measure: string, { by }: Plan, filters: Filter[]): string[] {
  const asked = filters.filter((filter) => !isAllStudents(filter)).map(({ dimension }) => dimension);
  const named = nameOf([...by.map(({ key }) => key), ...asked]);
  const tables = tablesOf(measure);
  const found = tables.find((table) => nameOf(table) === named);
  if (found) return found;
  throw notPublished(measure, named, tables);
}

const isAllStudents = ({ dimension, op, values }: Filter) =>
  dimension === "student_group" && op === "in" && values.length === 1 && values[0] === "ALL";

function notPublished(measure: string, named: string, tables: string[][]): WarehouseError {
  const words = tables.map((table) => (table.length === 0 ? "school_year alone" : table.join(" and ")));
  const near = nearestOf(named.split(" ").filter(Boolean), tables).map(
    (table) => table.join(" and ") || "school_year alone",
  );
  const asked = named === "" ? "for the district as a whole" : `by ${named.replaceAll(" ", " and ")}`;
  return new WarehouseError(
    "not_published",
    words.length === 0
      ? `${measure} is not published: it is for readers who may see students.`
      : `${measure} is not published ${asked} for whole school years.${didYouMean(near)} It is published by ${words.join("; ")}.`,
    { didYouMean: near },
  );
}

function statementOf({ table, measures, block }: Question, dialect: Dialect): Statement {
  const binder = new Binder();
  const columnOf = (dimension: string) =>
    dimension === "school_year" ? "school_year" : `key_${table.indexOf(dimension) + 1}`;
  const text = (value: string) => dialect.value(binder.bind(value), "text");
  const list = (column: string, values: string[]) => dialect.inList(column, binder.bind(values), "text");
  const asked = block.filters
    .filter(({ dimension }) => dimension === "school_year" || table.includes(dimension))
    .map(({ dimension, op, values }) => {
      const column = columnOf(dimension);
      const given = values.map(String);
      if (op === "between") return `${column} between ${text(given[0] ?? "")} and ${text(given[1] ?? "")}`;
      return op === "in" ? list(column, given) : `not ${list(column, given)}`;
    });
  const conditions = [
    `dimensions = ${text(nameOf(table))}`,
    list(
      "measure",
      measures.map(({ key }) => key),
    ),
    ...asked,
    ...scopeOn(block, columnOf("school"), list),
  ];
  return {
    sql: `select * replace (released_on::varchar as released_on)\nfrom agg_published_cell\nwhere ${conditions.join("\n  and ")}`,
    parameters: binder.parameters,
  };
}

function scopeOn(
  { scope }: Block,
  school: string,
  list: (column: string, values: string[]) => string,
): string[] {
  if (scope.kind !== "some") return [];
  const mine = [
    list("organization_id", scope.schools),
    list("operator_id", scope.operators),
    list("region", scope.regions),
  ];
  return [
    `${school} in (select organization_id from dim_organization where is_current and (${mine.join(" or ")}))`,
  ];
}

type Together = { plan: Plan; rows: Map<string, RawRow>; hidden: Map<RawRow, Set<string>> };

/** Writes a published cell into the answer's row that it belongs to, adding up where several belong to one. */
function putTogether(
  cell: Record<string, unknown>,
  { table, measures }: Question,
  { plan, rows, hidden }: Together,
): void {
  const cellOf = (key: string, column: "key" | "label") =>
    key === "school_year" ? cell.school_year : cell[`${column}_${table.indexOf(key) + 1}`];
  const name = JSON.stringify(plan.by.map(({ key }) => cellOf(key, "key")));
  const row = rows.get(name) ?? {};
  rows.set(name, row);
  for (const { key } of plan.by) {
    row[key] = cellOf(key, "key");
    row[`${key}__label`] = cellOf(key, "label");
  }
  const measure = measures.find(({ key }) => key === cell.measure);
  if (!measure) return;
  for (const period of ["current", "previous"] as const) {
    const isHidden = cell[period === "current" ? "is_hidden" : "is_previous_hidden"] === true;
    if (isHidden) hidden.set(row, (hidden.get(row) ?? new Set()).add(`${measure.key} ${period}`));
    for (const [part, { column }] of measure.components.entries()) {
      const stored = `${part === 0 ? "first" : "second"}${period === "current" ? "" : "_previous"}`;
      const written = outputName({ period }, column);
      if (row[written] !== undefined) refuseSum(measure, table);
      row[written] = added(row[written], cell[stored]);
    }
  }
}

/** Students may stand in several cells, so counts of students cannot be added up. */
function refuseSum({ key, measure }: PlannedMeasure, table: string[]): void {
  const isAdditive = aggregatesOf(measure).every(({ kind }) => ["count", "sum", "days"].includes(kind));
  if (!isAdditive)
    throw new WarehouseError(
      "not_published",
      `${key} counts students, who may stand in several cells, so it cannot be added up over ${table.join(" and ")}: name one value of each, or put them in "by".`,
    );
}

const added = (sum: unknown, value: unknown): number | null =>
  typeof sum === "number" || typeof value === "number" ? asNumber(sum) + asNumber(value) : null;
const asNumber = (value: unknown) => (typeof value === "number" ? value : 0);
