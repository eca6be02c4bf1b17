import { readFileSync } from "node:fs";

/** One record of a file: `of` gives a cell's text, empty where it is. */
export type Entry = { source: string; line: number; of: (column: string) => string };

export type Table = { header: string[]; entries: Entry[] };

export const readCsv = (path: string, source: string): Table => parseCsv(readFileSync(path, "utf8"), source);

/** Cuts commas and quotes one character at a time; no cell of ours holds a line break. */
export function parseCsv(text: string, source: string): Table {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const header = cellsOf(lines[0] ?? "");
  const entries = lines.slice(1).map((line, index): Entry => {
    const cells = cellsOf(line);
    const found = new Map(header.map((column, at) => [column, cells[at] ?? ""]));
    return { source, line: index + 2, of: (column) => found.get(column) ?? "" };
  });
  return { header, entries };
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  const cells = [""];
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? "";
    const last = cells.length - 1;
    if (letter === '"' && isQuoted && line[at + 1] === '"') {
      cells[last] += '"';
      at++;
    } else if (letter === '"') isQuoted = !isQuoted;
    else if (letter === "," && !isQuoted) cells.push("");
    else cells[last] += letter;
  }
  return cells;
}
