import { type Column, quoted, text } from "./define-feed.ts";

/** How a source writes the digits of a number, e.g. "1.087,5" or "1,087.5". */
export type NumberFormat = { decimal: "." | ","; thousands?: "." | "," | " " | "'" };

/** A number with a decimal comma, or with signs between the thousands, becomes digits and a point. */
export const numberAs = ({ decimal, thousands }: NumberFormat, column: Column): Column => {
  const grouped = thousands ? `[0-9]{1,3}(${inRegExp(thousands)}[0-9]{3})+` : "[0-9]+";
  const pattern = `-?(${grouped}|[0-9]+)(${inRegExp(decimal)}[0-9]+)?`;
  const bare = thousands ? `replace({v}, ${quoted(thousands)}, '')` : "{v}";
  const digits = decimal === "." ? bare : `replace(${bare}, ',', '.')`;
  return repairedBy(column, {
    name: "number_format",
    sql: `case when regexp_full_match({v}, ${quoted(pattern)}) then ${digits} else {v} end`,
  });
};

/** A share from 0 to 1 that the source writes in percent: "52.0%" is 0.52. */
export const percent = (precision: number, scale: number): Column => ({
  ...text(),
  sqlType: `DECIMAL(${precision},${scale})`,
  cast: `case when regexp_full_match({v}, '-?[0-9]+([.][0-9]+)? ?%') then try_cast(try_cast(rtrim({v}, ' %') as decimal(18,6)) / 100 as decimal(${precision},${scale})) end`,
  code: "row.invalid_number",
  reason: "is not a percentage",
  mend: "Write digits, a decimal point and a percent sign, for example 52.0%.",
});

const dateFormats = {
  "MM/DD/YYYY": { pattern: "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", sql: "%m/%d/%Y", example: "09/03/2026" },
  "DD/MM/YYYY": { pattern: "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", sql: "%d/%m/%Y", example: "03/09/2026" },
  "DD.MM.YYYY": { pattern: "[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}", sql: "%d.%m.%Y", example: "03.09.2026" },
  YYYYMMDD: { pattern: "[0-9]{8}", sql: "%Y%m%d", example: "20260903" },
} as const;

/** A day as the source writes it; which of two numbers is the month is declared and never guessed. */
export const dateAs = (format: keyof typeof dateFormats): Column => {
  const { pattern, sql, example } = dateFormats[format];
  return {
    ...text(),
    sqlType: "DATE",
    cast: `case when regexp_full_match({v}, ${quoted(pattern)}) then try_cast(try_strptime({v}, '${sql}') as date) end`,
    code: "row.invalid_date",
    reason: `is not a date of the form ${format}`,
    mend: `Write the date as ${format}, for example ${example}.`,
  };
};

type Repair = NonNullable<Column["repair"]>;

/** One repair after those that the column has already. */
function repairedBy(column: Column, { name, sql }: Repair): Column {
  const before = column.repair;
  if (!before) return { ...column, repair: { name, sql } };
  return {
    ...column,
    repair: { name: `${name}, ${before.name}`, sql: before.sql.replaceAll("{v}", () => `(${sql})`) },
  };
}

const inRegExp = (sign: string): string => `[${sign}]`;
