import type { Answer } from "../contract.ts";
import type { SheetValue } from "./xlsx/draft.ts";

type Column = Answer["columns"][number];
type Cell = Answer["rows"][number][string];

/** Every cell of a sheet passes here: text stays text, numbers are finite or the sign of what is missing, days are days. */
export function guardCell(cell: Cell | undefined, sign: () => string): SheetValue {
  if (cell === null || cell === undefined) return sign();
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : sign();
  return isDay(cell) ? new Date(`${cell.label}T00:00:00Z`) : guardText(cell.label);
}

/** Whether a cell is a day, as every label of a day is written. */
export const isDay = (cell: Cell | undefined): boolean =>
  typeof cell === "object" && cell !== null && cell.label.length === 10 && ISO_DAY.test(cell.label);

/** Text without what no sheet can hold, and without the signs that turn the direction of what follows. */
export function guardText(text: string): string {
  return UNFIT.test(text) ? text.replace(new RegExp(UNFIT, "g"), "") : text;
}

/** A key as a defined name: what Excel would read as a cell is led by an underscore. */
export function guardName(key: string): string {
  const name = key.replace(/[^\w.]/g, "_").slice(0, 200);
  return /^[a-z]{1,3}\d+$|^r\d*c?\d*$|^c\d*$|^[^a-z_]/i.test(name) ? `_${name}` : name;
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
    const name = `${base.slice(0, 31 - suffix.length).replace(/[\s']+$|[\ud800-\udbff]$/, "")}${suffix}`;
    if (!taken.has(name.toLowerCase())) {
      taken.add(name.toLowerCase());
      return name;
    }
  }
}

/** The header of a file: a name every system can keep, and the title as written; neither is ever a path. */
export function guardAttachment(title: string, format: string): string {
  const name =
    [...title.replace(UNFIT_FOR_A_NAME, " ").replace(/^[.\s]+/, "")]
      .slice(0, LONGEST_FILE_NAME)
      .join("")
      .trim() || "Rollbook";
  const ascii = name.normalize("NFKD").replace(/[^\w .-]/g, "");
  const plain = ascii.trim().replace(/\s+/g, "-") || "rollbook";
  const quoted = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}.${format}"; filename*=UTF-8''${quoted}.${format}`;
}

/** Format characters, too: one that turns the direction shows another ending than the file has. */
const UNFIT_FOR_A_NAME = /[\\/:*?"<>|]|\p{Cc}|\p{Cf}|\p{Cs}/gu;
/** Four bytes a character and the ending fit into the 255 bytes of a file system. */
const LONGEST_FILE_NAME = 60;

/** How a number is shown; the number itself stays unrounded. */
export function numberFormat({ unit, part }: Column): string {
  const plain = formats[unit ?? "count"];
  return isDifference(part) ? `+${plain};-${plain};${plain}` : plain;
}

/** What may be above or below, and says which. */
export const isDifference = (part: Column["part"]): boolean =>
  part === "change" || part === "difference" || part === "gap" || part === "restated";

/** The smallest step that the format of a column shows. */
export const smallestShown = ({ unit }: Column): number =>
  ({ percent: 0.001, usd: 0.01, days: 0.1 })[String(unit)] ?? 1;

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
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot carry; the others embed or override a direction.
const UNFIT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/;
