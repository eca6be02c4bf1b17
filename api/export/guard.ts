import type { Answer } from "../contract.ts";

type Column = Answer["columns"][number];
type Cell = Answer["rows"][number][string];

/** What may reach the workbook's library: it would turn an object into a formula and NaN into a broken file. */
export type SheetValue = string | number | Date;

/** Every cell of a sheet passes here: text stays text, numbers are finite or the sign of what is missing, days are days. */
export function guardCell(cell: Cell | undefined, sign: () => string): SheetValue {
  if (cell === null || cell === undefined) return sign();
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : sign();
  return ISO_DAY.test(cell.label) ? new Date(`${cell.label}T00:00:00Z`) : guardText(cell.label);
}

/** Text without the control characters that no sheet can hold. */
export function guardText(text: string): string {
  return text.replace(CONTROL, "");
}

/** A name that a sheet may have and no other sheet has: 31 characters, none of []:*?/\, not "History". */
export function guardSheetName(wanted: string, taken: Set<string>): string {
  const clean =
    guardText(wanted)
      .replace(/[[\]:*?/\\]/g, " ")
      .replace(/^'+|'+$/g, "")
      .trim() || "Sheet";
  const base = clean.toLowerCase() === "history" ? "History of" : clean;
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : ` (${number})`;
    const name = `${base.slice(0, 31 - suffix.length)}${suffix}`;
    if (!taken.has(name.toLowerCase())) {
      taken.add(name.toLowerCase());
      return name;
    }
  }
}

/** The header of a file: a name every system can keep, and the title as written; neither is ever a path. */
export function guardAttachment(title: string, format: string): string {
  const name =
    title
      .replace(UNFIT_FOR_A_NAME, " ")
      .replace(/^[.\s]+/, "")
      .trim() || "Rollbook";
  const ascii = name.normalize("NFKD").replace(/[^\w .-]/g, "");
  const plain = ascii.trim().replace(/\s+/g, "-") || "rollbook";
  const quoted = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}.${format}"; filename*=UTF-8''${quoted}.${format}`;
}

const UNFIT_FOR_A_NAME = /[\\/:*?"<>|]|\p{Cc}|\p{Cs}/gu;

/** How a number is shown; the number itself stays unrounded. */
export function numberFormat({ unit, part }: Column): string {
  const plain = formats[unit ?? "count"];
  return isDifference(part) ? `+${plain};-${plain};${plain}` : plain;
}

/** What may be above or below, and says which. */
const isDifference = (part: Column["part"]): boolean =>
  part === "change" || part === "difference" || part === "gap" || part === "restated";

const formats: Record<NonNullable<Column["unit"]>, string> = {
  percent: "0.0%",
  usd: '"$"#,##0.00',
  days: "#,##0.0",
  minutes: "#,##0",
  students: "#,##0",
  count: "#,##0",
  schools: "#,##0",
};

export const DAY_FORMAT = "yyyy-mm-dd";
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot carry.
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
