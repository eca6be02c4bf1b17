import type { dataSheet, tableSheet } from "#api/workbook";

type Answer = Parameters<typeof tableSheet>[0];
type Tidy = Parameters<typeof dataSheet>[1];
type Row = Answer["rows"] extends Iterable<infer One> ? One : never;
type Column = Answer["columns"][number];

const dimensions = ["school", "grade", "teacher", "day"];
const measures = ["rate", "change", "students", "absent", "days", "minutes", "usd", "share"];
const units = { rate: "percent", change: "percent", students: "students", absent: "count" } as const;
const others = { days: "days", minutes: "minutes", usd: "usd", share: "percent" } as const;
const unitOf: Record<string, NonNullable<Column["unit"]>> = { ...units, ...others };

/** An answer of this many rows of 12 columns: 3 of text, one of days, 8 of numbers; each row is made when it is read. */
export function madeAnswer(length: number): Answer {
  return {
    columns: [
      ...dimensions.map((key): Column => ({ key, label: key, kind: "dimension" })),
      ...measures.map(
        (key): Column => ({
          key,
          label: key,
          kind: "measure",
          measure: key,
          part: "value",
          unit: unitOf[key],
        }),
      ),
    ],
    rows: { length, [Symbol.iterator]: () => rowsOf(length) },
    ...{ totals: [], marks: [], generation: "g-000001", fresh_through: null, missing: [], definitions: [] },
    ...{ coverage: { reported: 0, expected: 0, is_certifiable: true }, notes: [], routes: [] },
  };
}

function* rowsOf(length: number): Generator<Row> {
  for (let at = 0; at < length; at++) yield rowAt(at);
}

/** The same 12 columns as text and numbers without a format. */
export const madeColumns = (): Tidy => [
  ...dimensions.map((name): Tidy[number] => ({ name, kind: "text", of: (row) => labelOf(row[name]) })),
  ...measures.map((name): Tidy[number] => ({ name, kind: "number", of: (row) => numberOf(row[name]) })),
];
const labelOf = (cell: Row[string] | undefined) => (typeof cell === "object" ? (cell?.label ?? null) : null);
const numberOf = (cell: Row[string] | undefined) => (typeof cell === "number" ? cell : null);

/** As many as a large district has: their cells are shared by the rows, as in an answer's memory. */
const cells = (count: number, labelOfOne: (at: number) => string) =>
  Array.from({ length: count }, (_, key) => ({ key: String(key), label: labelOfOne(key) }));
const schools = cells(1300, (at) => `School number ${at} of the district`);
const grades = cells(13, (at) => `Grade ${at}`);
const days = cells(360, (at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10));

/** Every twentieth absence is hidden. */
function rowAt(at: number): Row {
  return {
    school: schools[at % 1300] ?? null,
    grade: grades[at % 13] ?? null,
    teacher: { key: at, label: `Teacher ${at}` },
    day: days[at % 360] ?? null,
    rate: (at % 997) / 997,
    change: ((at % 41) - 20) / 400,
    students: at % 3000,
    absent: at % 20 === 0 ? null : at % 50,
    days: (at % 360) / 2,
    minutes: at % 5000,
    usd: at * 1.25,
    share: 1 / (1 + (at % 17)),
  };
}
