import type { DuckDBConnection } from "@duckdb/node-api";
import type { Reader } from "../district.ts";
import { WarehouseError } from "./errors.ts";
import { dimensionNamed } from "./model/model.ts";
import { mayReadStudents } from "./scope.ts";
import type { Filter, Slice } from "./slice.ts";
import { run } from "./sql/run.ts";

/**
 * The filters of a slice with labels turned into keys. A label that several keys share is refused as
 * `ambiguous_value` with those keys; a value that is neither stays, and finds no rows.
 */
export async function resolveFilters(slice: Slice, connection: DuckDBConnection): Promise<Filter[]> {
  return Promise.all((slice.where ?? []).map((filter) => resolve(filter, connection)));
}

/** Throws `forbidden_dimension` where the reader may not see students one by one. */
export function refuseForbidden(slice: Slice, reader: Reader): void {
  const named = [...(slice.by ?? []), ...(slice.where ?? []).map((filter) => filter.dimension)];
  for (const key of named)
    if (dimensionNamed(key).showsStudents && !mayReadStudents(reader))
      throw new WarehouseError(
        "forbidden_dimension",
        `Your grants do not reach single students, so "${key}" cannot be used. Ask by school or student group.`,
      );
}

async function resolve(filter: Filter, connection: DuckDBConnection): Promise<Filter> {
  const { labels, labelFrom, showsStudents } = dimensionNamed(filter.dimension);
  if (filter.op === "between") return filter;
  if (labels) return { ...filter, values: filter.values.map((value) => keyOfLabel(labels, value)) };
  // A student is asked for by key: looking names up here would tell of students beyond the reader's scope.
  if (!labelFrom || showsStudents) return filter;
  const texts = filter.values.filter((value) => typeof value === "string");
  const sql = `select distinct ${labelFrom.key}::varchar as key, ${labelFrom.label} as label from ${labelFrom.table}
    where ${labelFrom.key}::varchar in (select unnest($values::varchar[]))
      or ${labelFrom.label} in (select unnest($values::varchar[]))
    order by key`;
  const rows = await run({ sql, parameters: { values: texts } }, connection);
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
