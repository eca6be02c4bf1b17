import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { fromBufferPromise } from "yauzl";
import { ZipFile } from "yazl";

/** A package in memory, for tests that change one thing of it. */
export type PackageCopy = {
  /** Rows by file name without ".csv", the header first: line n is row n - 1. The manifest is one of them. */
  tables: Map<string, string[][]>;
  /** Files as bytes, by full name: beside the tables, or in place of one. */
  raw: [name: string, content: Buffer][];
};

/** Reads a ZIP of tables without line breaks in their cells. */
export async function readCopy(path: string): Promise<PackageCopy> {
  const zip = await fromBufferPromise(readFileSync(path), { lazyEntries: true });
  const tables = new Map<string, string[][]>();
  for await (const entry of zip.eachEntry()) {
    const content = (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8");
    const lines = content.replace(/\n$/, "").split("\n");
    tables.set(entry.fileName.replace(/[.]csv$/, ""), lines.map(cellsOf));
  }
  return { tables, raw: [] };
}

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? "",
  );

const cellOf = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A table as it is written into the file. */
export const textOf = (copy: PackageCopy, file: string): string =>
  `${rowsOf(copy, file)
    .map((cells) => cells.map(cellOf).join(","))
    .join("\n")}\n`;

function filesOf(copy: PackageCopy): [string, Buffer][] {
  const replaced = new Set(copy.raw.map(([name]) => name));
  const written = [...copy.tables.keys()].map((file): [string, Buffer] => [
    `${file}.csv`,
    Buffer.from(textOf(copy, file)),
  ]);
  return [...written.filter(([name]) => !replaced.has(name)), ...copy.raw];
}

/** Writes a copy as a ZIP and gives its path. */
export async function writeZip(copy: PackageCopy, folder: string): Promise<string> {
  const zip = new ZipFile();
  for (const [name, content] of filesOf(copy)) zip.addBuffer(content, name);
  zip.end();
  const path = join(folder, "package.zip");
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** Writes a copy as a folder and gives its path. */
export function writeFolder(copy: PackageCopy, folder: string): string {
  const path = join(folder, "package");
  mkdirSync(path, { recursive: true });
  for (const [name, content] of filesOf(copy)) writeFileSync(join(path, name), content);
  return path;
}

/** The rows of a table, to be changed in place. */
export function rowsOf({ tables }: PackageCopy, file: string): string[][] {
  const rows = tables.get(file);
  if (!rows) throw new Error(`The package has no ${file}.`);
  return rows;
}

function column(copy: PackageCopy, file: string, field: string): number {
  const index = rowsOf(copy, file)[0]?.indexOf(field) ?? -1;
  if (index < 0) throw new Error(`${file} has no column ${field}.`);
  return index;
}

/** A cell, empty where there is none. */
export const get = (copy: PackageCopy, file: string, line: number, field: string): string =>
  rowsOf(copy, file)[line - 1]?.[column(copy, file, field)] ?? "";

/** Puts a value into a cell and gives its line. */
export function put(
  copy: PackageCopy,
  [file, line]: [file: string, line: number],
  values: Record<string, string>,
): number {
  for (const [field, value] of Object.entries(values)) {
    const row = rowsOf(copy, file)[line - 1];
    if (!row) throw new Error(`${file} has no line ${line}.`);
    row[column(copy, file, field)] = value;
  }
  return line;
}

/** Adds a record, as new as the file's first one, and gives its line. */
export function add(copy: PackageCopy, file: string, values: Record<string, string>): number {
  const rows = rowsOf(copy, file);
  const [header = [], first = []] = rows;
  rows.push(header.map((_, index) => (index === 1 || index === 2 ? (first[index] ?? "") : "")));
  return put(copy, [file, rows.length], values);
}

/** The first line whose field has a value that the test likes. */
export function find(
  copy: PackageCopy,
  [file, field]: [file: string, field: string],
  likes: (value: string, line: number) => boolean,
): number {
  const lines = rowsOf(copy, file).map((_, index) => index + 1);
  const line = lines.slice(1).find((candidate) => likes(get(copy, file, candidate, field), candidate));
  if (line === undefined) throw new Error(`No record of ${file} has such a ${field}.`);
  return line;
}

/** The manifest's line of a property. */
export const property = (copy: PackageCopy, name: string): number =>
  rowsOf(copy, "manifest").findIndex(([candidate]) => candidate === name) + 1;

/** Says in the manifest that a file is absent, bulk or delta. */
export function setMode(copy: PackageCopy, file: string, mode: string): void {
  const row = rowsOf(copy, "manifest")[property(copy, `file.${file}`) - 1];
  if (row) row[1] = mode;
}

/** Changes a file's text after it is written. */
export function rewrite(copy: PackageCopy, file: string, change: (text: string) => string | Buffer): void {
  const changed = change(textOf(copy, file));
  copy.raw.push([`${file}.csv`, typeof changed === "string" ? Buffer.from(changed) : changed]);
}
