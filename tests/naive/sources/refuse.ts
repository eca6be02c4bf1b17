import { contracts, references } from "./contracts.ts";
import type { Entry, Table } from "./read-csv.ts";

export type Refused = {
  source: string;
  feed: string;
  file: string;
  line: number;
  field: string;
  code: string;
};

export type Sifted = { kept: Entry[]; refused: Refused[] };

/** What rows may refer to: students of a source's roster, rows kept so far, and the schools' days. */
export type KnownRows = {
  isStudent: (source: string, id: string) => boolean;
  ids: (feed: string, column: string, source: string | null) => Set<string>;
  isSchoolDay: (organization: string, day: string) => boolean;
};

type Column = { name: string; isKey: boolean; isRequired: boolean; kind: string };

/** Keeps the rows that follow their contract, one pass a rule: cells, the first of each key, references, school days. */
export function sift(table: Table, { feed, file }: { feed: string; file: string }, known: KnownRows): Sifted {
  const refused: Refused[] = [];
  const columns = columnsOf(feed);
  const refuse = ({ source, line }: Entry, field: string, code: string) =>
    refused.push({ source, feed, file, line, field, code });
  let kept = table.entries.filter((entry) => {
    const faults = columns.flatMap((column) => faultOf(entry.of(column.name), column) ?? []);
    for (const { field, code } of faults) refuse(entry, field, code);
    return faults.length === 0;
  });
  const seen = new Set<string>();
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
  kept = kept.filter((entry) => {
    const key = JSON.stringify(keys.map(entry.of));
    if (seen.has(key)) refuse(entry, firstOfKey(feed, keys), "row.duplicate_key");
    return !seen.has(key) && seen.add(key);
  });
  for (const [column, target] of Object.entries(references[feed] ?? {}))
    kept = kept.filter((entry) => {
      const isKnown = entry.of(column) === "" || isFound(entry, { column, target, known });
      if (!isKnown) refuse(entry, column, unknownCode(column));
      return isKnown;
    });
  if (feed === "attendance_events")
    kept = kept.filter((entry) => {
      const isDay = known.isSchoolDay(entry.of("organization_id"), entry.of("absent_on"));
      if (!isDay) refuse(entry, "absent_on", "semantic.absence_on_non_school_day");
      return isDay;
    });
  return { kept, refused };
}

function columnsOf(feed: string): Column[] {
  const [keys = "", others = ""] = (contracts[feed] ?? "").split("|");
  const read = (text: string, isKey: boolean) =>
    text
      .trim()
      .split(/\s+/)
      .map((word): Column => {
        const [name = "", kind = "text"] = word.split(":");
        return { name: name.replace("*", ""), isKey, isRequired: name.endsWith("*"), kind };
      });
  return [...read(keys, true), ...read(others, false)];
}

const shapes: Record<string, { shape: RegExp; code: string }> = {
  date: { shape: /^\d{4}-\d{2}-\d{2}$/, code: "row.invalid_date" },
  cds: { shape: /^\d{14}$/, code: "row.invalid_code" },
  ssid: { shape: /^\d{10}$/, code: "row.invalid_code" },
  year: { shape: /^\d{4}-\d{2}$/, code: "row.invalid_code" },
  whole: { shape: /^-?\d+$/, code: "row.invalid_number" },
  amount: { shape: /^-?\d+(\.\d{1,2})?$/, code: "row.invalid_number" },
  yn: { shape: /^[YN]$/, code: "row.invalid_enum" },
  text: { shape: /./, code: "row.missing_required_value" },
};

function faultOf(text: string, { name, isRequired, kind }: Column): { field: string; code: string } | null {
  if (text === "") return isRequired ? { field: name, code: "row.missing_required_value" } : null;
  const shaped = shapes[kind];
  if (!shaped) return kind.split(",").includes(text) ? null : { field: name, code: "row.invalid_enum" };
  const isReal = kind !== "date" || !Number.isNaN(Date.parse(text));
  return shaped.shape.test(text) && isReal ? null : { field: name, code: shaped.code };
}

/** The pipelines name the first column of a key as the double one. */
const firstOfKey = (feed: string, keys: string[]) => keys[0] ?? feed;

const unknownCode = (column: string): string => {
  if (column === "organization_id") return "reference.unknown_organization";
  return column.endsWith("student_id") ? "reference.unknown_student" : "reference.unknown_record";
};

type Wanted = { column: string; target: string; known: KnownRows };

function isFound(entry: Entry, { column, target, known }: Wanted): boolean {
  const id = entry.of(column);
  if (target === "roster") return known.isStudent(entry.source, id);
  const [feed = target, isAny] = target.startsWith("any:") ? [target.slice(4), true] : [target, false];
  return known.ids(feed, column, isAny ? null : entry.source).has(id);
}
