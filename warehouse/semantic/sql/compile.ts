import type { Dimension } from "../model/dimensions.ts";
import type { Block, Plan } from "../plan.ts";
import { Binder, type Bound } from "./binder.ts";
import { columnsOf, indent, isCounted, writeBlock } from "./block.ts";
import type { Setting, Writing } from "./setting.ts";

/** A statement with its bound values. */
export type Statement = { sql: string; parameters: Record<string, Bound> };

/**
 * One CTE a fact, each at its own grain; the keys of all of them; the numbers joined to the keys. Rows are never
 * multiplied, because nothing is joined before it is aggregated.
 * Columns: each dimension's key, `<key>__label` where a label stands in a table, `m0_0`, `m0_1`, … and behind them
 * `_n` (persons) and `_previous`.
 */
export function compile(plan: Plan, setting: Setting): Statement {
  const binder = new Binder();
  const shownBy = plan.slice.by ?? [];
  const writing: Writing = { ...setting, binder, by: plan.by, shownBy, only: plan.only };
  const blocks = plan.blocks.map((block) => `${block.name} as (\n${indent(writeBlock(block, writing))}\n)`);
  const sql =
    plan.by.length === 0
      ? `with ${blocks.join(",\n")}\n${inOneRow(plan)}`
      : `with ${[...blocks, keysOf(plan)].join(",\n")}\n${joined(plan, writing)}`;
  return { sql, parameters: binder.parameters };
}

/** The name of a block's column in the answer's row. */
export function outputName(block: Pick<Block, "period">, column: string): string {
  return block.period === "previous" ? `${column}_previous` : column;
}

const numbersOf = (plan: Plan) =>
  plan.blocks.flatMap((block) =>
    columnsOf(block).map((column) => `${block.name}.${column} as ${outputName(block, column)}`),
  );

function inOneRow(plan: Plan): string {
  return `select\n  ${numbersOf(plan).join(",\n  ")}\nfrom ${plan.blocks.map(({ name }) => name).join(", ")}`;
}

function keysOf({ by, blocks }: Plan): string {
  const keys = by.map(({ key }) => key).join(", ");
  return `cell as (\n  ${blocks.map(({ name }) => `select ${keys} from ${name}`).join("\n  union\n  ")}\n)`;
}

function joined(plan: Plan, { dialect }: Writing): string {
  const labelled = plan.by.filter(
    ({ dimension }) => dimension.labelFrom && !(dimension.showsStudents && plan.masksNames),
  );
  const columns = [
    ...plan.by.map(({ key }) => `cell.${key} as ${key}`),
    ...labelled.map(({ key }) => `${key}_label.label as ${key}__label`),
    ...numbersOf(plan),
  ];
  const joins = plan.blocks.map(({ name }) => {
    const same = plan.by.map(({ key }) => dialect.equalOrBothNull(`${name}.${key}`, `cell.${key}`));
    return `left join ${name} on ${same.join(" and ")}`;
  });
  const labels = labelled.map(({ key, dimension }) => labelJoin(key, dimension));
  const rows = [`select\n  ${columns.join(",\n  ")}`, "from cell", ...joins, ...labels];
  return [...rows, ...onlyFirst(plan)].join("\n");
}

/**
 * Where a few of many rows are asked for by one number, only those that may be among them, with all that are equal to the
 * last: in what order those come is decided when they are finished. A number that is worked out of others is not known yet.
 */
function onlyFirst({ slice, by, measures, only, blocks }: Plan): string[] {
  const { order: [first] = [], limit, computed = [], compare, pivot } = slice;
  if (first === undefined || limit === undefined || first.nulls === "first") return [];
  const isChanged = computed.length > 0 || compare !== undefined || pivot !== undefined || only !== undefined;
  // A year of which nothing is known has no number, whatever was counted.
  if (isChanged || by.some(({ dimension }) => dimension.home === "school_year")) return [];
  const measure = measures.find(({ key }) => key === first.column);
  const [component] = measure?.components ?? [];
  const block = blocks.find(({ components }) => components.some((one) => one === component));
  if (measure?.measure.value.kind !== "amount" || !component || !block) return [];
  const number = `${block.name}.${component.column}`;
  const ordered = isCounted(component.aggregate) ? `coalesce(${number}, 0)` : number;
  return [`qualify rank() over (order by ${ordered} ${first.direction} nulls last) <= ${limit}`];
}

function labelJoin(key: string, { labelFrom, showsStudents }: Dimension): string {
  if (!labelFrom) return "";
  const { key: column, label, table, onlyCurrent } = labelFrom;
  // Students are many, and those of a school few.
  const conditions = [
    ...(onlyCurrent ? ["is_current"] : []),
    ...(showsStudents ? [`${column} in (select ${key} from cell)`] : []),
  ];
  const rows = conditions.length > 0 ? ` where ${conditions.join(" and ")}` : "";
  const labels = `select ${column} as key, min(${label}) as label from ${table}${rows} group by all`;
  return `left join (${labels}) as ${key}_label on ${key}_label.key = cell.${key}`;
}
