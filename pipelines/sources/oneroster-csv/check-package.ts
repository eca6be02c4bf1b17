import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { type Finding, readFindings, readRepairs, wordsOf } from "../oneroster-rules/findings.ts";
import { inspectPackage } from "./inspect-package.ts";

/** `records` counts the records of every file of an accepted package, 0 where it is absent. */
export type PackageCheck = {
  accepted: boolean;
  findings: Finding[];
  records: Record<string, number>;
  /** What was repaired; there where repairs were asked for. */
  repairs?: Finding[];
};

/** More findings tell nobody more, and would not fit into memory. */
const mostFindings = 1_000_000;

/** Holds a OneRoster ZIP or folder against the format and loads nothing. Throws a Refusal when it cannot be read. */
export async function checkPackage(path: string, isTolerant: boolean): Promise<PackageCheck> {
  const workDir = mkdtempSync(join(tmpdir(), "rollbook-check-"));
  const instance = await DuckDBInstance.create(":memory:", {
    temp_directory: join(workDir, "spill"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    const request = { path, workDir, file: basename(path), isTolerant };
    const { isAccepted, version, files } = await inspectPackage(connection, request);
    const counts = new Map(files.map(({ name, records }) => [name, records]));
    const records = version.files.map(({ name }) => [name, counts.get(name) ?? 0]);
    return {
      accepted: isAccepted,
      findings: await readFindings(connection, mostFindings),
      records: isAccepted ? Object.fromEntries(records) : {},
      ...(isTolerant ? { repairs: await readRepairs(connection, mostFindings) } : {}),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(workDir, { recursive: true, force: true });
  }
}

const mostTold = 50;

/** A check in words: what keeps the package from being loaded, where, and what to do about it. */
export function tellCheck({ accepted, findings, records, repairs = [] }: PackageCheck): string {
  const total = Object.values(records).reduce((sum, count) => sum + count, 0);
  const verdict = accepted
    ? `Accepted: ${total} records. Nothing was loaded.`
    : `Refused as a whole: ${findings.length} findings. Nothing was loaded.`;
  return [...told(findings), ...told(repairs), verdict].join("\n");
}

function told(found: Finding[]): string[] {
  const lines = found.slice(0, mostTold).map(({ code, file, row, field }) => {
    const where = [file, row === null ? "" : `line ${row}`, field ?? ""].filter((part) => part !== "");
    const { reason, mend } = wordsOf(code);
    return `${where.join(", ")}: ${code}. ${reason} ${mend}`;
  });
  const more = found.length - mostTold;
  return more > 0 ? [...lines, `… and ${more} more; --json lists them all.`] : lines;
}
