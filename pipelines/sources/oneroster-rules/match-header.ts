import { editDistance } from "../../edit-distance.ts";
import type { RawColumn } from "../delimited/read-raw.ts";
import type { Finding } from "./findings.ts";

/** Which column of a file each field stands in, and what is wrong or was repaired in its header. */
export type HeaderMatch = { columns: RawColumn[]; findings: Finding[]; repairs: Finding[] };

const isOwn = (name: string) => /^metadata[.]./.test(name);

/** Columns stand in the binding's order; a sender's own ones follow, named metadata.*. */
export function matchExactly(file: string, header: string[], wanted: string[]): HeaderMatch {
  const at = (code: string, field: string) => ({ code, file, row: 1, field });
  const findings: Finding[] = [];
  for (const [index, name] of wanted.entries()) {
    const found = header[index];
    if (found === name) continue;
    if (found !== undefined) {
      const code = isOwn(found) ? "schema.metadata_column_position" : "schema.header_order_mismatch";
      findings.push(at(code, name));
    }
    if (!header.includes(name)) findings.push(at("schema.missing_header", name));
  }
  const extra = header.slice(wanted.length).filter((name) => !isOwn(name));
  findings.push(...extra.map((name) => at("schema.invalid_metadata_header", name)));
  return { columns: wanted.map((name, index) => ({ index, name })), findings, repairs: [] };
}

/** Columns may stand in any order, be misspelt where only one can be meant, and have others beside them. */
export function matchTolerantly(file: string, header: string[], wanted: string[]): HeaderMatch {
  const at = (code: string, field: string | null) => ({ code, file, row: 1, field });
  const missing = wanted.filter((name) => !header.includes(name));
  const strangers = header.filter((name) => !wanted.includes(name) && !isOwn(name));
  const meant = new Map(
    header.map((name) => [name, wanted.includes(name) ? name : meaningOf(name, strangers, missing)]),
  );
  const columns = header.flatMap((found, index) => {
    const name = meant.get(found);
    return name === undefined ? [] : [{ index, name }];
  });
  const has = new Set(columns.map(({ name }) => name));
  const repairs = [
    ...columns.flatMap(({ index, name }) =>
      header[index] === name ? [] : [at("repair.misspelt_header", name)],
    ),
    ...misplaced(header, meant, wanted).map((name) => at("repair.column_order", name)),
    ...strangers.flatMap((name) =>
      meant.get(name) === undefined ? [at("repair.extra_column", name || null)] : [],
    ),
  ];
  const lost = wanted.filter((name) => !has.has(name));
  return { columns, findings: lost.map((name) => at("schema.missing_header", name)), repairs };
}

/** Columns that stand behind one that belongs behind them, and own columns that are not the last. */
function misplaced(header: string[], meant: Map<string, string | undefined>, wanted: string[]): string[] {
  const places = header.map((name) => wanted.indexOf(meant.get(name) ?? ""));
  const last = places.findLastIndex((place) => place >= 0);
  return header.flatMap((name, index) => {
    const place = places[index] ?? -1;
    if (place < 0) return isOwn(name) && index < last ? [name] : [];
    const isLate = places.slice(0, index).some((before) => before > place);
    return isLate ? [wanted[place] ?? name] : [];
  });
}

/** Without any name of the binding the first line is a record, and its cells may not be told to anybody. */
export const isHeader = (header: string[], wanted: string[]): boolean =>
  header.some((name) => wanted.some((known) => isNear(name, known)));

/** The one missing column that a name must mean: no other one is as near, and no other name means it. */
function meaningOf(name: string, strangers: string[], missing: string[]): string | undefined {
  const [meant, ...others] = missing.filter((wanted) => isNear(name, wanted));
  if (meant === undefined || others.length > 0) return undefined;
  const rivals = strangers.filter((stranger) => isNear(stranger, meant));
  return rivals.length === 1 ? meant : undefined;
}

/** Short names differ by a letter from words that mean something else. */
function isNear(name: string, wanted: string): boolean {
  const [a, b] = [letters(name), letters(wanted)];
  if (a === b) return true;
  const most = b.length <= 4 ? 0 : b.length <= 8 ? 1 : 2;
  return Math.abs(a.length - b.length) <= most && editDistance(a, b) <= most;
}

const letters = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
