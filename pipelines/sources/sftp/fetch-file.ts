import { createHash } from "node:crypto";
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { sha256Of } from "#warehouse";
import { Refusal } from "../../refusal.ts";
import { isSame } from "./choose-files.ts";
import type { OpenDrop, Remote } from "./open-drop.ts";

/**
 * Fetches a file to `path`, going on where an earlier time was interrupted, and holds it against the server's size and
 * the `.sha256` beside it, where there is one. Throws a Refusal where it changed meanwhile or is damaged.
 */
export async function fetchFile(open: OpenDrop, remote: Remote, path: string): Promise<void> {
  const part = `${path}.part`;
  const start = resumeAt(part, remote);
  try {
    await pipeline(open.read(remote, start), createWriteStream(part, { flags: start > 0 ? "a" : "w" }));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "sftp.interrupted",
      `${remote.name} did not arrive whole (${error instanceof Error ? error.message : error}). Load again: the rest is fetched then.`,
    );
  }
  const after = await open.look(remote.name);
  if (!isSame(remote, after) || statSync(part).size !== remote.size) {
    forget(part);
    throw new Refusal(
      "file.changed",
      `${remote.name} changed while it was fetched (${remote.size} bytes became ${after.size}). Nothing of it was kept; load again when the sender has finished.`,
    );
  }
  await refuseDamaged(open, remote, part);
  renameSync(part, path);
  forget(part);
}

/** How many bytes of this very file have arrived before; what belongs to another state of it is thrown away. */
function resumeAt(part: string, remote: Remote): number {
  mkdirSync(dirname(part), { recursive: true, mode: 0o700 });
  const note = `${part}.json`;
  const before: Remote | null =
    existsSync(note) && existsSync(part) ? JSON.parse(readFileSync(note, "utf8")) : null;
  const arrived = before && isSame(remote, before) && before.name === remote.name ? statSync(part).size : 0;
  if (arrived > 0 && arrived <= remote.size) return arrived;
  forget(part);
  writeFileSync(note, JSON.stringify(remote));
  return 0;
}

function forget(part: string): void {
  for (const file of [part, `${part}.json`]) rmSync(file, { force: true });
}

/** The first word of `NAME.sha256` is the hash, as `sha256sum` writes it. */
async function refuseDamaged(open: OpenDrop, { name }: Remote, part: string): Promise<void> {
  const told = await open.text(`${name}.sha256`);
  if (told === null) return;
  const wanted = told.trim().split(/\s+/)[0]?.toLowerCase() ?? "";
  const arrived = await sha256Of(part);
  if (wanted === arrived) return;
  forget(part);
  throw new Refusal(
    "sftp.damaged",
    `${name} has another SHA-256 (${arrived}) than ${name}.sha256 beside it says (${wanted || "nothing"}). Nothing of it was kept; ask the sender to send both again.`,
  );
}

/** A name for what was fetched of a source and feed; what the server calls it makes no path here. */
export const keptName = (feed: string, remote: Remote): string =>
  `${feed}-${createHash("sha256").update(remote.name).digest("hex").slice(0, 12)}`;
