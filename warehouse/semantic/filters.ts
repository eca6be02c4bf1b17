import type { DuckDBConnection } from "@duckdb/node-api";
import type { Memory } from "../generations/memory.ts";
import type { ValueType } from "./dialects/dialect.ts";
import { duckdb } from "./dialects/duckdb.ts";
import { WarehouseError } from "./errors.ts";
import { dimensionNamed } from "./model/model.ts";
import type { Filter, Slice } from "./slice.ts";
import { run } from "./sql/run.ts";

/**
 * The filters of a slice with labels turned into keys. A label that several keys share is refused as
 * `ambiguous_value` with those keys; a value that is neither stays, and finds no rows. Throws `invalid_request` for a
 * value that the dimension's type cannot hold, and for a `between` without two values.
 */
export async function resolveFilters({ where = [] }: Slice, asking: Asking): Promise<Filter[]> {
  return Promise.all(where.map((filter) => resolve(filter, asking)));
}

type Asking = { connection: DuckDBConnection; memory: Memory };

async function resolve(filter: Filter, { connection, memory }: Asking): Promise<Filter> {
  const { labels, labelFrom, showsStudents } = dimensionNamed(filter.dimension);
  if (filter.op === "between") return proper(filter);
  if (labels) return proper({ ...filter, values: filter.values.map((value) => keyOfLabel(labels, value)) });
  // A student is asked for by key: looking names up here would tell of students beyond the reader's scope.
  if (!labelFrom || showsStudents) return proper(filter);
  const texts = filter.values.filter((value) => typeof value === "string");
  const key = duckdb.asText(labelFrom.key);
  const sql = `select distinct ${key} as key, ${labelFrom.label} as label from ${labelFrom.table}
    where ${duckdb.inList(key, "values", "text")} or ${duckdb.inList(labelFrom.label, "values", "text")}
    order by key`;
  const rows = await memory(JSON.stringify(["values", filter.dimension, texts]), () =>
    run({ sql, parameters: { values: texts } }, connection),
  );
  const known = rows.map(({ key, label }) => ({ key: String(key), label: String(label) }));
  return { ...filter, values: filter.values.map((value) => keyOf(value, known, filter.dimension)) };
}

function keyOfLabel(
  labels: Record<string, string>,
  value: Filter["values"][number],
): Filter["values"][number] {
  if (value === null || Object.hasOwn(labels, String(value))) return value;
  return Object.keys(labels).find((key) => labels[key] === value) ?? value;
}

function keyOf(value: Filter["values"][number], known: { key: string; label: string }[], dimension: string) {
  if (value === null || known.some(({ key }) => key === String(value))) return value;
  const keys = known.filter(({ label }) => label === value);
  if (keys.length > 1)
    throw new WarehouseError(
      "ambiguous_value",
      `${dimension} "${value}" could be any of ${keys.length}: ask by key, ${keys.map(({ key }) => key).join(", ")}.`,
      { keys },
    );
  return keys[0]?.key ?? value;
}

const forms: Record<ValueType, { isProper: (text: string) => boolean; words: string }> = {
  text: { isProper: () => true, words: "a text" },
  number: { isProper: (text) => /^-?\d{1,18}$/.test(text), words: "a whole number" },
  boolean: { isProper: (text) => text === "true" || text === "false", words: "true or false" },
  date: { isProper: isDay, words: "a day written YYYY-MM-DD" },
};

function proper(filter: Filter): Filter {
  const { dimension, op, values } = filter;
  if (op === "between" && (values.length !== 2 || values.includes(null)))
    throw new WarehouseError(
      "invalid_request",
      `"between" on ${dimension} takes two values, the first and the last.`,
    );
  const { isProper, words } = forms[dimensionNamed(dimension).type];
  const wrong = values.find((value) => value !== null && !isProper(String(value)));
  if (wrong !== undefined)
    throw new WarehouseError("invalid_request", `"${wrong}" is no value of ${dimension}: it takes ${words}.`);
  return filter;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text.length === 10;
}
