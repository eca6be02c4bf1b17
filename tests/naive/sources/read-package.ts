import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { parseCsv, type Table } from "./read-csv.ts";

/** The tables of a OneRoster package by file name, read from the ZIP's central directory. */
export function readPackage(path: string, source: string): Map<string, Table> {
  const zip = readFileSync(path);
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const tables = new Map<string, Table>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    tables.set(name, parseCsv(textAt(zip, at), source));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return tables;
}

function textAt(zip: Buffer, entry: number): string {
  const isDeflated = zip.readUInt16LE(entry + 10) === 8;
  const size = zip.readUInt32LE(entry + 20);
  const head = zip.readUInt32LE(entry + 42);
  const from = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28);
  const bytes = zip.subarray(from, from + size);
  return (isDeflated ? inflateRawSync(bytes) : bytes).toString("utf8");
}
