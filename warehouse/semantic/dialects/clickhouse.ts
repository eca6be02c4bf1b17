import type { Statement } from "../sql/compile.ts";
import type { Dialect, ValueType } from "./dialect.ts";

const types: Record<ValueType, string> = {
  text: "String",
  date: "Date32",
  boolean: "Bool",
  number: "Int64",
};

const filter = (condition: string | undefined) => (condition ? ` filter (where ${condition})` : "");

/** Without these it joins, groups, unites and casts in ways of its own, or answers from the shards that happen to be up. */
const settings = {
  join_use_nulls: 1,
  group_by_use_nulls: 1,
  union_default_mode: "DISTINCT",
  prefer_column_name_to_alias: 1,
  cast_keep_nullable: 1,
  distributed_product_mode: "global",
  count_distinct_implementation: "uniqExact",
  skip_unavailable_shards: 0,
  // An error half way would otherwise come after rows.
  wait_end_of_query: 1,
};

/**
 * ClickHouse's words. A sum of nothing is null only over nullable columns: 0 would
 * say that nobody was absent where nobody was counted.
 */
export const clickhouse: Dialect = {
  name: "clickhouse",
  settings,
  days: { first: "1900-01-01", last: "2299-12-31" },
  asText: (expression) => `toString(${expression})`,
  asNumber: (expression) => `(${expression})::double`,
  count: (condition) => `count(*)${filter(condition)}`,
  countDistinct: (column, condition) => `count(distinct ${column})${filter(condition)}`,
  sum: (column, condition) => `sum(toNullable(${column}))${filter(condition)}`,
  percentile: (column, at, condition) => `quantileExactInclusiveOrNull(${at})(${column})${filter(condition)}`,
  monthOf: (column) => `formatDateTime(${column}, '%Y-%m')`,
  weekOf: (column) => `toMonday(${column})::Date32`,
  nextSchoolYear: (column) =>
    `toString(toInt32(left(${column}, 4)) + 1) || '-' || right(toString(toInt32(left(${column}, 4)) + 2), 2)`,
  nextYearsMonth: (column) => `toString(toInt32(left(${column}, 4)) + 1) || right(${column}, 3)`,
  nextYearsDay: (column) => `(${column} + 364)`,
  value: (parameter, type) => `{${parameter}:${types[type]}}`,
  inList: (expression, parameter, type) =>
    type === "text"
      ? `${expression} in {${parameter}:Array(String)}`
      : `${expression} in cast({${parameter}:Array(String)}, 'Array(${types[type]})')`,
  joinedText: (values) => values.map((value) => `ifNull(toString(${value}), '')`).join(" || char(31) || "),
  equalOrBothNull: (left, right) => `${left} is not distinct from ${right}`,
};

/** A server takes 128 KB of one bound value; a text of ours grows at most twice when it is written. */
const PIECE_BYTES = 100_000;

/** A statement whose long lists are bound in pieces, since the server refuses a value that is too long. */
export function inPieces({ sql, parameters }: Statement): Statement {
  const pieces: Statement = { sql, parameters: { ...parameters } };
  for (const [name, value] of Object.entries(parameters)) {
    const cut = typeof value === "string" ? [] : cutByBytes(value);
    if (cut.length < 2) continue;
    const names = cut.map((_, at) => `${name}_${at}`);
    for (const [at, some] of cut.entries()) pieces.parameters[`${name}_${at}`] = some;
    delete pieces.parameters[name];
    const whole = names.map((piece) => `{${piece}:Array(String)}`).join(", ");
    pieces.sql = pieces.sql.replaceAll(`{${name}:Array(String)}`, `arrayConcat(${whole})`);
  }
  return pieces;
}

function cutByBytes(values: readonly string[]): string[][] {
  const cut: string[][] = [];
  let room = 0;
  for (const value of values) {
    const bytes = 2 * Buffer.byteLength(value) + 4;
    if (bytes > room) {
      cut.push([]);
      room = PIECE_BYTES;
    }
    cut.at(-1)?.push(value);
    room -= bytes;
  }
  return cut;
}
