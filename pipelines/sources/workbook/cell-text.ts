import type { CellValue } from "exceljs";

/** What a cell shows when nothing is rounded away, as the text that a delimited file would hold; "" for an empty one. */
export function cellText(value: CellValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof Date) return dateText(value);
  if (typeof value === "string") return value;
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("error" in value) return value.error;
  if ("text" in value) return cellText(value.text);
  if ("result" in value) return cellText(value.result);
  return "";
}

/** Excel keeps 15 digits: 0.1 + 0.2 is 0.3 there. */
const numberText = (value: number): string => String(Number(value.toPrecision(15)));

/** A workbook's days have no time zone; the reader gives them in UTC. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return "#VALUE!";
  const [day = "", time = ""] = value.toISOString().split(/[T.]/);
  return time === "00:00:00" ? day : `${day} ${time}`;
}
