import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Where the file of a job lies. */
export const filePath = (exportsDir: string, jobId: string): string => join(exportsDir, jobId);

/** Where a server writes it until it is whole. */
export const makingPath = (exportsDir: string, jobId: string, serverId: string): string =>
  join(exportsDir, `${jobId}.${serverId}`);

/** Writes a file that this user alone may read, and gives its length and hash. */
export async function writeFile(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ bytes: number; sha256: string }> {
  mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
  const hash = createHash("sha256");
  let length = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(
    Readable.from(bytes, { objectMode: false }),
    counting,
    createWriteStream(path, { mode: 0o600 }),
  );
  return { bytes: length, sha256: hash.digest("hex") };
}

export function forgetFile(exportsDir: string, jobId: string): void {
  rmSync(filePath(exportsDir, jobId), { force: true });
}

/** What may lie in the folder of files: those of these jobs, and what these servers are making. */
type Known = { written: readonly string[]; servers: readonly string[] };

/** Removes every other file: what a server left that was killed. */
export function forgetStrays(exportsDir: string, { written, servers }: Known): void {
  mkdirSync(exportsDir, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(exportsDir)) {
    const [job = "", server] = name.split(".");
    const isKnown = server === undefined ? written.includes(job) : servers.includes(server);
    if (!isKnown) forgetFile(exportsDir, name);
  }
}
