import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { Refusal } from "../../refusal.ts";

/** Something in a ZIP or folder. `fault` is the finding's code where it must not be unpacked. */
export type Member = {
  /** The path in the ZIP or folder; a folder's ends with a slash. */
  name: string;
  bytes: number;
  fault: string | null;
  /** The content; throws a Refusal where it is damaged. */
  read: () => AsyncIterable<Buffer>;
};

/** Largest unpacked sizes; a package of 640,000 students needs about 2 GB. A higher ratio than 250 is no CSV. */
const largestFile = 8 * 1024 ** 3;
const largestPackage = 16 * 1024 ** 3;
const largestRatio = 250;
const ratioMatters = 64 * 1024 ** 2;
/** A package has at most 22 files; a ZIP with a million of them is an attack, or another export. */
const mostMembers = 1000;

/** What a ZIP or folder holds, one after another. Throws a Refusal where it cannot be read; `shownAs` is its name there. */
export async function* membersOf(path: string, shownAs: string): AsyncGenerator<Member> {
  if (!existsSync(path)) {
    throw new Refusal("file.missing", `There is no file or folder ${path}. Check the path.`);
  }
  let total = 0;
  for await (const member of statSync(path).isDirectory() ? inFolder(path, shownAs) : inZip(path, shownAs)) {
    total += member.bytes;
    yield total > largestPackage ? { ...member, fault: "package.file_too_large" } : member;
  }
}

/** Links are not followed: they could lead to any file that this process may read. */
async function* inFolder(path: string, shownAs: string): AsyncGenerator<Member> {
  const found = readdirSync(path, { withFileTypes: true });
  if (found.length > mostMembers) throw tooMany(shownAs, found.length);
  for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = join(path, entry.name);
    if (entry.isFile()) {
      const { size: bytes } = statSync(file);
      const fault = bytes > largestFile ? "package.file_too_large" : null;
      yield { name: entry.name, bytes, fault, read: () => readFile(file) };
    } else {
      const name = entry.isDirectory() ? `${entry.name}/` : entry.name;
      yield { name, bytes: 0, fault: "package.unknown_file", read: () => nothing() };
    }
  }
}

async function* nothing(): AsyncGenerator<Buffer> {}

async function* readFile(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 20 });
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new Refusal("file.unreadable", `${path} cannot be read (${why}). Give this user the right to.`);
  }
}

async function* inZip(path: string, shownAs: string): AsyncGenerator<Member> {
  const zip = await openZip(path, shownAs);
  try {
    if (zip.entryCount > mostMembers) throw tooMany(shownAs, zip.entryCount);
    for await (const entry of sound(zip.eachEntry(), shownAs)) {
      const fault = faultOf(entry);
      yield {
        name: entry.fileName,
        bytes: entry.uncompressedSize,
        fault,
        read: () => readEntry(zip, entry, shownAs),
      };
    }
  } finally {
    zip.close();
  }
}

function faultOf(entry: Entry): string | null {
  const { uncompressedSize, compressedSize } = entry;
  if (entry.isEncrypted()) return "package.encrypted_file";
  const isBomb = uncompressedSize > ratioMatters && uncompressedSize > largestRatio * compressedSize;
  return uncompressedSize > largestFile || isBomb ? "package.file_too_large" : null;
}

async function openZip(path: string, shownAs: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false });
  } catch (error) {
    throw notZip(shownAs, error);
  }
}

async function* readEntry(zip: ZipFile, entry: Entry, shownAs: string): AsyncGenerator<Buffer> {
  let sum = 0;
  const chunks = await openEntry(zip, entry, shownAs);
  for await (const chunk of sound<Buffer>(chunks, shownAs)) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  // yauzl leaves the checksum to us; a flipped bit in a stored entry shows nowhere else.
  if (sum !== entry.crc32) throw notZip(shownAs, new Error(`the checksum of ${entry.fileName} is wrong`));
}

async function openEntry(zip: ZipFile, entry: Entry, shownAs: string): Promise<AsyncIterable<Buffer>> {
  try {
    return await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw notZip(shownAs, error);
  }
}

/** Gives every fault of what is read as a Refusal; a fault of whoever takes it stays what it is. */
async function* sound<T>(items: AsyncIterable<T>, shownAs: string): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => {
        throw notZip(shownAs, error);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function notZip(shownAs: string, error: unknown): Refusal {
  const why = error instanceof Error ? error.message : String(error);
  const leadsOut = /relative path|absolute path|invalid characters/.test(why);
  return new Refusal(
    "file.malformed",
    leadsOut
      ? `${shownAs} has a file whose name leads out of the ZIP (${why}). Nothing of it was unpacked; find out who made it before you send another.`
      : `${shownAs} is not a sound ZIP file (${why}). Send it again.`,
  );
}

const tooMany = (shownAs: string, count: number) =>
  new Refusal(
    "file.malformed",
    `${shownAs} holds ${count} files, and a OneRoster package holds at most 22. Send the package by itself.`,
  );
