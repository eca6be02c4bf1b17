import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { ProblemError } from "../problems.ts";

/** An operator's roster of 60,000 students has 60 MB packed. */
export const LARGEST_BYTES = 300 * 1024 ** 2;

type Received = { path: string; sha256: string; bytes: number };

/** Where the inbox keeps the file of an upload, under the name that its source declares. */
export const uploadPath = (inbox: string, { upload_id, file }: { upload_id: string; file: string }): string =>
  join(inbox, upload_id, file);

/**
 * Writes a body to its place in the inbox as it arrives, and counts: what is said of its length counts for nothing. Only
 * this user may read it. Throws `too_large`, `invalid_request` where there is none or it breaks off.
 */
export async function receiveUpload(
  body: Request["body"],
  inbox: string,
  upload: { upload_id: string; file: string },
): Promise<Received> {
  if (!body) throw new ProblemError("invalid_request", "Send the file as the body of the request.");
  const path = uploadPath(inbox, upload);
  mkdirSync(inbox, { recursive: true, mode: 0o700 });
  mkdirSync(join(inbox, upload.upload_id), { mode: 0o700 });
  const hash = createHash("sha256");
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(bytes > LARGEST_BYTES ? tooLarge() : null, chunk);
    },
  });
  try {
    const arriving = Readable.fromWeb(body as ReadableStream<Uint8Array>);
    await pipeline(arriving, counting, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  } catch (error) {
    forgetFile(inbox, upload.upload_id);
    throw error instanceof ProblemError || isOurs(error) ? error : brokenOff();
  }
  if (bytes === 0) {
    forgetFile(inbox, upload.upload_id);
    throw new ProblemError("invalid_request", "The file is empty. Export it again and upload that.");
  }
  return { path, sha256: hash.digest("hex"), bytes };
}

/** Removes what the inbox has of an upload. */
export function forgetFile(inbox: string, uploadId: string): void {
  rmSync(join(inbox, uploadId), { recursive: true, force: true });
}

export const tooLarge = () =>
  new ProblemError(
    "too_large",
    `A file may have ${LARGEST_BYTES / 1024 ** 2} MB. Send the files of one school year at a time, or the package packed as ZIP.`,
  );

const brokenOff = () =>
  new ProblemError("invalid_request", "The upload broke off before its end. Send the file again.");

/** A full disk is ours to hear of, and not the sender's. */
const isOurs = (error: unknown) =>
  error instanceof Error &&
  "code" in error &&
  ["ENOSPC", "EDQUOT", "EACCES", "EIO"].includes(String(error.code));
