import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { openPromise } from "yauzl";

export type Row = Record<string, string>;

/** The rows of a written file, for tests; plain loops over them are the second opinion on what was written. */
export const readRows = (out: string, path: string): Row[] => rowsOf(readFileSync(join(out, path), "utf8"));

/** The rows of one table of a OneRoster package. */
export async function readPackage(out: string, system: string, table: string): Promise<Row[]> {
  const zip = await openPromise(join(out, `${system}-oneroster.zip`), { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === `${table}.csv`)
      return rowsOf(await readText(await zip.openReadStreamPromise(entry)));
  }
  return [];
}

function rowsOf(text: string): Row[] {
  const [header = [], ...rows] = text.trimEnd().split("\n").map(cellsOf);
  return rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""])));
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  const cells = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...cells].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
}
