import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Entry, open, type ZipFile } from "yauzl";
import { Refusal } from "../../refusal.ts";
import { packageFiles } from "../oneroster-binding/binding.ts";
import type { Finding } from "./findings.ts";

export type Unzipped = {
  /** Where each file of the package was unpacked to, with its size in bytes; by name with ".csv". */
  files: Map<string, { path: string; bytes: number }>;
  findings: Finding[];
};

const catalog = new Set(["manifest.csv", ...packageFiles.map((file) => `${file.name}.csv`)]);

/** Largest unpacked sizes; a package of 640,000 students needs about 2 GB. A higher ratio than 250 is no CSV. */
const largestFile = 8 * 1024 ** 3;
const largestRatio = 250;
const ratioMatters = 64 * 1024 ** 2;

/** Unpacks the known files of a ZIP under their own names only, so that no path in it can reach outside `folder`. */
export async function unzip(path: string, folder: string, shownAs: string): Promise<Unzipped> {
  mkdirSync(folder, { recursive: true });
  const zip = await openZip(path, shownAs);
  const unzipped: Unzipped = { files: new Map(), findings: [] };
  try {
    await eachEntry(zip, async (entry) => {
      const code = faultOf(entry, unzipped);
      if (code) {
        unzipped.findings.push({ code, file: entry.fileName, row: null, field: null });
        return;
      }
      const target = join(folder, entry.fileName);
      await pipeline(await openEntry(zip, entry), createWriteStream(target));
      unzipped.files.set(entry.fileName, { path: target, bytes: entry.uncompressedSize });
    });
  } catch (error) {
    if (error instanceof Error && !("code" in error)) throw notZip(shownAs, error.message);
    throw error;
  } finally {
    zip.close();
  }
  return unzipped;
}

function faultOf(entry: Entry, { files }: Unzipped): string | null {
  const { fileName, uncompressedSize, compressedSize } = entry;
  if (!catalog.has(fileName)) return "package.unknown_file";
  if (files.has(fileName)) return "package.duplicate_file";
  if (entry.isEncrypted()) return "package.encrypted_file";
  const isBomb = uncompressedSize > ratioMatters && uncompressedSize > largestRatio * compressedSize;
  return uncompressedSize > largestFile || isBomb ? "package.file_too_large" : null;
}

function openZip(path: string, shownAs: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(notZip(shownAs, error.message));
      else resolve(zip);
    });
  });
}

function eachEntry(zip: ZipFile, visit: (entry: Entry) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", () => resolve());
    zip.on("entry", (entry: Entry) => {
      visit(entry).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

const notZip = (shownAs: string, why: string) =>
  new Refusal("file.malformed", `${shownAs} is not a sound ZIP file (${why}). Send it again.`);
