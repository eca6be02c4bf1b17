import type { Dialect, ValueType } from "./dialect.ts";

const types: Record<ValueType, string> = {
  text: "varchar",
  date: "date",
  boolean: "boolean",
  number: "bigint",
};

const filter = (condition: string | undefined) => (condition ? ` filter (where ${condition})` : "");

/** DuckDB's words. `sum` of integers is HUGEINT there, so every number is cast before it leaves. */
export const duckdb: Dialect = {
  name: "duckdb",
  settings: {},
  days: { first: "0000-01-01", last: "9999-12-31" },
  asText: (expression) => `${expression}::varchar`,
  asNumber: (expression) => `(${expression})::double`,
  count: (condition) => `count(*)${filter(condition)}`,
  countDistinct: (column, condition) => `count(distinct ${column})${filter(condition)}`,
  sum: (column, condition) => `sum(${column})${filter(condition)}`,
  percentile: (column, at, condition) => `quantile_cont(${column}, ${at})${filter(condition)}`,
  monthOf: (column) => `strftime(${column}, '%Y-%m')`,
  // From a Monday on: date_trunc takes nearly twice as long.
  weekOf: (column) => `(${column} - ((${column} - date '0001-01-01') % 7)::integer)`,
  nextSchoolYear: (column) =>
    `(left(${column}, 4)::integer + 1)::varchar || '-' || right((left(${column}, 4)::integer + 2)::varchar, 2)`,
  nextYearsMonth: (column) => `(left(${column}, 4)::integer + 1)::varchar || right(${column}, 3)`,
  nextYearsDay: (column) => `(${column} + 364)`,
  value: (parameter, type) => `$${parameter}::${types[type]}`,
  inList: (expression, parameter, type) =>
    `${expression} in (select unnest($${parameter}::varchar[])::${types[type]})`,
  joinedText: (values) => values.map((value) => `coalesce(${value}::varchar, '')`).join(" || chr(31) || "),
  equalOrBothNull: (left, right) => `${left} is not distinct from ${right}`,
};
