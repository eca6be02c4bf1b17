/** Why a row of a delimited feed was refused. A closed set: pages and reports group by it. */
export type RejectionCode =
  | "row.missing_required_value"
  | "row.invalid_date"
  | "row.invalid_number"
  | "row.invalid_enum"
  | "row.invalid_code"
  | "row.duplicate_key"
  | "row.width_mismatch"
  | "row.malformed_quote"
  | "row.malformed_line_end"
  | "reference.unknown_organization"
  | "reference.unknown_student"
  | "reference.unknown_record"
  | "semantic.absence_on_non_school_day"
  | "semantic.total_differs"
  | "scope.other_school"
  | "scope.other_student";

/**
 * How the text of one cell becomes a value. In `cast` and `repair`, `{v}` stands for the text; `cast` gives
 * null for a text that the contract does not allow.
 */
export type Column = {
  sqlType: string;
  cast: string;
  code: RejectionCode;
  reason: string;
  mend: string;
  required: boolean;
  /** The header in the file, where it is not the column's own name. */
  header?: string;
  repair?: { name: string; sql: string };
};

/** A value that must be found in another staged table, of the same source unless `anySource`. */
export type Reference = {
  column: string;
  table: string;
  target: string;
  anySource: boolean;
  code: RejectionCode;
  what: string;
};

/** A rule over a row and what else is staged. `breaks` is SQL over the row `t` and true for a bad row. */
type Rule = { code: RejectionCode; field: string; breaks: string; reason: string; mend: string };

/** A column that the source does not write but its columns determine. */
type Derived = { sqlType: string; sql: string };

/** A published total that the loaded rows must reproduce; the total stands in a row without a key. */
type ControlTotal = { columns: string[] };

/**
 * How the file is written: text in an encoding, with a delimiter (state extracts like "^"), or a sheet of an Excel
 * workbook, of which the rows above the header are left out.
 */
export type FileFormat =
  | { kind: "delimited"; delimiter?: string; encoding?: Encoding }
  | { kind: "workbook"; sheet?: string; headerRow?: number };

export type Encoding = "utf-8" | "windows-1252" | "macintosh" | "utf-16le";

/** The contract of one kind of record in a file of records. */
export type Feed = {
  feed: string;
  /** Comma-separated UTF-8 unless said. */
  format?: FileFormat;
  table: string;
  key: string[];
  columns: Record<string, Column>;
  derived?: Record<string, Derived>;
  /** Columns of the file that are read for `derived` only. */
  scratch?: string[];
  /** Headers that the file may have and that are not loaded, as regular expressions. */
  ignoredHeaders?: string[];
  references?: Reference[];
  rules?: Rule[];
  controlTotal?: ControlTotal;
  /** The column whose highest value says how far the feed has been read. */
  watermark?: string;
  /** More refused rows than this share, and the run fails. */
  refusedShare: number;
};

export const defineFeed = (feed: Feed): Feed => feed;

export const required = (column: Column): Column => ({ ...column, required: true });

export const from = (header: string, column: Column): Column => ({ ...column, header });

export const text = (): Column => ({
  sqlType: "VARCHAR",
  cast: "{v}",
  code: "row.missing_required_value",
  reason: "is empty",
  mend: "Fill in the value.",
  required: false,
});

export const date = (): Column => ({
  ...text(),
  sqlType: "DATE",
  cast: "case when regexp_full_match({v}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then try_cast({v} as date) end",
  code: "row.invalid_date",
  reason: "is not a date of the form YYYY-MM-DD",
  mend: "Write the date as YYYY-MM-DD, for example 2026-09-03.",
});

export const integer = (range: { min?: number; max?: number } = {}): Column => {
  const min = range.min ?? -2_147_483_648;
  const max = range.max ?? 2_147_483_647;
  return {
    ...text(),
    sqlType: "INTEGER",
    cast: `case when regexp_full_match({v}, '-?[0-9]+') and try_cast({v} as hugeint) between ${min} and ${max} then try_cast({v} as integer) end`,
    code: "row.invalid_number",
    reason: range.min === undefined ? "is not a whole number" : `is not a whole number from ${min} to ${max}`,
    mend: "Write a whole number without separators.",
  };
};

export const decimal = (precision: number, scale: number): Column => ({
  ...text(),
  sqlType: `DECIMAL(${precision},${scale})`,
  cast: `case when regexp_full_match({v}, '-?[0-9]+([.][0-9]{1,${scale}})?') then try_cast({v} as decimal(${precision},${scale})) end`,
  code: "row.invalid_number",
  reason: `is not a number with at most ${scale} decimals`,
  mend: "Write digits and a decimal point, without separators or a currency sign.",
});

export const boolean = (): Column => ({
  ...text(),
  sqlType: "BOOLEAN",
  cast: "case {v} when 'Y' then true when 'N' then false end",
  code: "row.invalid_enum",
  reason: "is neither Y nor N",
  mend: "Write Y or N.",
});

export const oneOf = (values: string[]): Column => ({
  ...text(),
  cast: `case when {v} in (${values.map(quoted).join(", ")}) then {v} end`,
  code: "row.invalid_enum",
  reason: "is not one of the allowed codes",
  mend: `Use one of: ${values.join(", ")}.`,
});

/** Codes of the source and what they mean here; `sqlType` of the meanings. An unmapped code is refused, never guessed. */
export const mapped = (meanings: Record<string, string | boolean>, sqlType = "VARCHAR"): Column => {
  const arms = Object.entries(meanings).map(
    ([code, meaning]) =>
      `when ${quoted(code)} then ${typeof meaning === "string" ? quoted(meaning) : meaning}`,
  );
  return {
    ...text(),
    sqlType,
    cast: `case {v} ${arms.join(" ")} end`,
    code: "row.invalid_enum",
    reason: "is a code without a declared meaning",
    mend: `Use one of: ${Object.keys(meanings).join(", ")}.`,
  };
};

/** A code with a fixed shape; `shape` says it in words. */
export const code = (pattern: string, shape: string): Column => ({
  ...text(),
  cast: `case when regexp_full_match({v}, ${quoted(pattern)}) then {v} end`,
  code: "row.invalid_code",
  reason: `is not ${shape}`,
  mend: `Send ${shape}, as text: a spreadsheet drops leading zeros.`,
});

/** `10017.0` from a spreadsheet is the whole number 10017. Declared per column, made and counted. */
export const wholeNumber = (column: Column): Column => ({
  ...column,
  repair: { name: "decimal_zero", sql: "regexp_replace({v}, '[.]0$', '')" },
});

/** A code of digits that a spreadsheet has made a number: `10017.0` or `117` becomes `width` digits again. */
export const digits = (width: number): Column => ({
  ...code(`[0-9]{${width}}`, `a code of ${width} digits`),
  repair: {
    name: "leading_zeros",
    sql: `case when regexp_full_match({v}, '[0-9]{1,${width}}([.]0)?') then lpad(regexp_replace({v}, '[.]0$', ''), ${width}, '0') else {v} end`,
  },
});

export const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** The state's code of a school: county 2, district 5, school 7 digits. */
export const organizationId = (): Column => code("[0-9]{14}", "a CDS code of 14 digits");

/** The state's student id. */
export const stateStudentId = (): Column => code("[0-9]{10}", "a state student id of 10 digits");

export const schoolYear = (): Column => code("[0-9]{4}-[0-9]{2}", "a school year like 2025-26");

export const organization = (column = "organization_id"): Reference => ({
  column,
  table: "stg_organization",
  target: "organization_id",
  anySource: true,
  code: "reference.unknown_organization",
  what: "organization",
});

export const student = (column = "student_id"): Reference => ({
  column,
  table: "stg_or_user",
  target: "sourced_id",
  anySource: false,
  code: "reference.unknown_student",
  what: "student",
});

export const record = (column: string, table: string, target = column): Reference => ({
  column,
  table,
  target,
  anySource: false,
  code: "reference.unknown_record",
  what: target.replace(/_id$/, "").replaceAll("_", " "),
});
