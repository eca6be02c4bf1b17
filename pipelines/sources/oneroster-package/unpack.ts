import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { packageFiles } from "../oneroster-binding/binding.ts";
import type { Finding } from "../oneroster-rules/findings.ts";
import { secretMask } from "./mask-secrets.ts";
import { membersOf } from "./members.ts";

/** A ZIP or folder to look into. */
export type PackageRequest = {
  path: string;
  /** A folder to work in. */
  workDir: string;
  /** The name to show for it. */
  file: string;
  /** Whether what real exports get wrong is repaired where only one meaning is possible. */
  isTolerant: boolean;
  /** The operator whose package it is: it may have no school that she does not run. */
  operator?: string | undefined;
  /** The source whose staged rows a package of changes belongs to; without it the package stands by itself. */
  onto?: string | undefined;
};

export type Unpacked = {
  /** Where each file of the package was unpacked to, with its size in bytes; by name with ".csv". */
  files: Map<string, { path: string; bytes: number }>;
  findings: Finding[];
  repairs: Finding[];
};

const catalog = ["manifest.csv", ...packageFiles.map((file) => `${file.name}.csv`)];
const anyCase = new Map(catalog.map((name) => [name.toLowerCase(), name]));

/** Unpacks the known files under their own names only, so that no path can reach outside, and without their passwords. */
export async function unpack({ path, workDir, file, isTolerant }: PackageRequest): Promise<Unpacked> {
  const folder = join(workDir, "package");
  mkdirSync(folder, { recursive: true });
  const unpacked: Unpacked = { files: new Map(), findings: [], repairs: [] };
  for await (const member of membersOf(path, file)) {
    const name = isTolerant ? (anyCase.get(member.name.toLowerCase()) ?? member.name) : member.name;
    const code = faultOf(name, unpacked) ?? member.fault;
    if (code) {
      unpacked.findings.push({ code, file: member.name, row: null, field: null });
      continue;
    }
    if (name !== member.name) {
      unpacked.repairs.push({ code: "repair.file_name_case", file: name, row: null, field: null });
    }
    const target = join(folder, name);
    const content = name === "manifest.csv" ? member.read() : secretMask().apply(member.read());
    await pipeline(content, createWriteStream(target));
    unpacked.files.set(name, { path: target, bytes: member.bytes });
  }
  return unpacked;
}

function faultOf(name: string, { files }: Unpacked): string | null {
  if (!catalog.includes(name)) return "package.unknown_file";
  return files.has(name) ? "package.duplicate_file" : null;
}
