import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Refusal } from "../refusal.ts";

export type Landed = { sha256: string; bytes: number };

/** Where a data folder keeps a received file, exactly as received. */
export const landedPath = (dataDir: string, sha256: string): string => join(dataDir, "landing", sha256);

/** Keeps a copy of a received file under its hash. Throws a Refusal when it cannot be read. */
export async function landFile(path: string, dataDir: string, workDir: string): Promise<Landed> {
  const copy = join(workDir, "landing.tmp");
  const received = await receive(openSource(path), copy);
  keep(copy, received, dataDir);
  return received;
}

/** Writes what arrives to `copy`, which `keep` then puts into the landing. */
export async function receive(chunks: AsyncIterable<Buffer>, copy: string): Promise<Landed> {
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(chunks, measure, createWriteStream(copy, { flush: true }));
  return { sha256: hash.digest("hex"), bytes };
}

export function keep(copy: string, { sha256 }: Landed, dataDir: string): void {
  const kept = landedPath(dataDir, sha256);
  mkdirSync(join(dataDir, "landing"), { recursive: true });
  if (existsSync(kept)) rmSync(copy);
  else renameSync(copy, kept);
  // It may have come again, and its age decides how long it is kept.
  const now = new Date();
  utimesSync(kept, now, now);
}

function openSource(path: string): AsyncIterable<Buffer> {
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  return (async function* () {
    try {
      yield* stream;
    } catch (error) {
      throw unreadable(path, error);
    }
  })();
}

function unreadable(path: string, error: unknown): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  if (error.code === "ENOENT") {
    return new Refusal("file.missing", `There is no file ${path}. Check the path and load again.`);
  }
  if (error.code === "EACCES" || error.code === "EPERM") {
    return new Refusal(
      "file.unreadable",
      `${path} may not be read. Give this user the right to read it and load again.`,
    );
  }
  if (error.code === "EISDIR") {
    return new Refusal("file.unreadable", `${path} is a folder, and a file is needed. Name the file.`);
  }
  return error;
}
