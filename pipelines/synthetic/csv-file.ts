import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export type Cell = string | number | null;

const chunkLength = 1_000_000;

/** A CSV file that is written row by row and holds at most about one megabyte in memory. */
export class CsvFile {
  /** Lines written so far, the header included: the line number of the row written last. */
  lines = 0;
  readonly #file: number;
  #chunk = "";

  constructor(path: string, header: readonly string[]) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, "w");
    this.write(...header);
  }

  /** Writes one row and gives its line number. */
  write(...cells: Cell[]): number {
    let line = "";
    for (let i = 0; i < cells.length; i++) line += (i === 0 ? "" : ",") + text(cells[i] ?? null);
    this.#chunk += `${line}\n`;
    if (this.#chunk.length > chunkLength) this.#flush();
    this.lines += 1;
    return this.lines;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    if (this.#chunk !== "") writeSync(this.#file, this.#chunk);
    this.#chunk = "";
  }
}

function text(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const needsQuotes = cell.includes(",") || cell.includes('"');
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}
