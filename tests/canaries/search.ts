import { rowsOf } from "../exports/read-back.ts";
import { unzipped } from "./zip.ts";

/** Something that left the server: what it was an answer to, and its bytes. */
export type Artefact = { name: string; bytes: Buffer };

/** What must not be found: words in any case, and numbers however they are written. */
export type Canaries = { words: string[]; numbers: number[] };

/** The canaries that an artefact tells, by the artefact's name; a workbook is looked through file by file, a Parquet file by its rows. */
export async function found({ name, bytes }: Artefact, { words, numbers }: Canaries): Promise<string[]> {
  const text = (await textOf(bytes)).toLowerCase();
  return [
    ...words.filter((word) => text.includes(word.toLowerCase())),
    ...numbers.filter((number) => writtenAs(number).test(text) || isHeld(number, bytes)).map(String),
  ].map((canary) => `${canary} in ${name}`);
}

async function textOf(bytes: Buffer): Promise<string> {
  if (bytes.subarray(0, 4).toString() === "PAR1") return JSON.stringify(await rowsOf("read_parquet", bytes));
  const isZip = bytes.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004"));
  if (!isZip) return bytes.toString("utf8");
  return [...(await unzipped(bytes))].flat().join("\n");
}

/** 7919, also between commas, and 7,919, 7.919 and 7 919; not as a part of a longer number or word. */
function writtenAs(number: number): RegExp {
  const grouped = String(number).replace(/\B(?=(\d{3})+$)/g, "[,.\u00a0\u202f ]");
  return new RegExp(`(?<![\\w.])(${number}(?!\\w|\\.\\d)|${grouped}(?!\\w|[.,]\\d))`);
}

/** As Arrow holds a number: eight bytes, the lowest first. */
function isHeld(number: number, bytes: Buffer): boolean {
  const held = Buffer.alloc(8);
  held.writeDoubleLE(number);
  return bytes.includes(held);
}
