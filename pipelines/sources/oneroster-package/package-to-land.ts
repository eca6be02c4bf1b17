import { createWriteStream, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { Refusal } from "../../refusal.ts";
import { secretMask } from "./mask-secrets.ts";
import { type Member, membersOf } from "./members.ts";

/**
 * The file to keep for a package: the ZIP itself, or where it carries passwords or is a folder, a ZIP of the same files
 * without passwords in `workDir`. The same content gives the same bytes. Throws a Refusal where it cannot be read.
 */
export async function packageToLand(path: string, file: string, workDir: string): Promise<string> {
  if (await isFreeOfSecrets(path, file)) return path;
  const kept = join(workDir, "package-to-land.zip");
  const zip = new ZipFile();
  const stop = new AbortController();
  const written = pipeline(zip.outputStream, createWriteStream(kept), { signal: stop.signal });
  const added = addMembers(zip, path, file).catch((error: unknown) => {
    stop.abort(error);
    throw error;
  });
  await Promise.all([added, written]);
  return kept;
}

async function isFreeOfSecrets(path: string, file: string): Promise<boolean> {
  let isFree = true;
  for await (const member of membersOf(path, file)) {
    if (!isFree || !isCsv(member) || member.fault) continue;
    const mask = secretMask();
    for await (const _ of mask.apply(member.read())) {
      if (mask.hasMasked || mask.isPlain) break;
    }
    isFree = !mask.hasMasked;
  }
  return isFree && !statSync(path).isDirectory();
}

const isCsv = ({ name }: Member) => /[.]csv$/i.test(name) && !/(^|[/])manifest[.]csv$/i.test(name);

/** A time without zone: ZIP writes local time. */
const options = {
  mtime: new Date(2000, 0, 1),
  mode: 0o100644,
  forceDosTimestamp: true,
  compressionLevel: 1,
};

async function addMembers(zip: ZipFile, path: string, file: string): Promise<void> {
  for await (const member of membersOf(path, file)) {
    if (member.fault && member.fault !== "package.unknown_file") throw unreadable(file, member.name);
    const name = member.name.replaceAll("\\", "_");
    if (name.endsWith("/")) zip.addEmptyDirectory(name, { ...options, mode: 0o40755 });
    else {
      const content = isCsv(member) ? secretMask().apply(member.read()) : member.read();
      const stream = Readable.from(content);
      zip.addReadStream(stream, name, options);
      await finished(stream);
    }
  }
  zip.end();
}

/** What cannot be read cannot be cleared of passwords, so nothing is kept. */
const unreadable = (file: string, name: string) =>
  new Refusal(
    "package.refused",
    `${file} was not kept: ${name} is encrypted or too large, and cannot be cleared of passwords. Send the package unencrypted, without passwords and in files of at most 8 GB.`,
  );
