import type { Column } from "./layout.ts";

/**
 * The control totals of rows, in each engine's words: how many, and of each column how many are not null and what they add
 * up to. A row that was lost, doubled or misread on the way shows in them. The results are texts.
 */
export function totalsIn(engine: "duckdb" | "clickhouse", columns: readonly Column[]): string {
  const sums = columns.flatMap(({ name, type }, at) => {
    const sum = sumsIn[engine](`"${name}"`, type);
    return [`count("${name}") as n${at}`, `${textIn[engine](`coalesce(${sum}, 0)`)} as s${at}`];
  });
  return [`count(*) as n`, ...sums].join(", ");
}

const textIn = {
  duckdb: (expression: string) => `(${expression})::hugeint::varchar`,
  clickhouse: (expression: string) => `toString(toInt128(${expression}))`,
};

const sumsIn = {
  duckdb: (column: string, type: string) => {
    if (type === "VARCHAR") return `sum(strlen(${column}))`;
    if (type === "BOOLEAN") return `count_if(${column})`;
    if (type === "DATE") return `sum(${column} - date '1970-01-01')`;
    return `sum(${scaled(column, type)})`;
  },
  clickhouse: (column: string, type: string) => {
    if (type === "VARCHAR") return `sum(length(${column}))`;
    if (type === "BOOLEAN") return `countIf(${column})`;
    if (type === "DATE") return `sum(toInt64(toInt32(${column})))`;
    return `sum(${scaled(column, type)})`;
  },
};

/** Whole numbers add up to the same in any order. */
function scaled(column: string, type: string): string {
  if (type === "DOUBLE") return `floor(${column} * 1000)`;
  const scale = type.match(/^DECIMAL\(\d+,(\d+)\)$/)?.[1];
  return scale === undefined ? column : `${column} * ${10 ** Number(scale)}`;
}

/** What differs between two rows of control totals, in words; null where nothing does. */
export function differenceOf(
  sent: Record<string, unknown>,
  arrived: Record<string, unknown>,
  columns: readonly Column[],
): string | null {
  if (String(sent.n) !== String(arrived.n)) return `${sent.n} rows were sent and ${arrived.n} arrived`;
  const at = columns.findIndex((_, index) =>
    [`n${index}`, `s${index}`].some((key) => String(sent[key]) !== String(arrived[key])),
  );
  return at < 0 ? null : `column ${columns[at]?.name} adds up to another number`;
}
