import { rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../../feeds/define-feed.ts";
import { Refusal } from "../../refusal.ts";
import type { FileCounts } from "../delimited/stage-delimited.ts";
import { packageFiles, storedFields } from "../oneroster-binding/binding.ts";
import { columnName, type Field } from "../oneroster-binding/field.ts";
import { readFindings, wordsOf } from "./findings.ts";
import { type Inspection, inspectPackage } from "./inspect-package.ts";
import { rowsOf } from "./reference-rules.ts";

export type PackageToStage = {
  source: string;
  file: string;
  path: string;
  workDir: string;
  sha256: string;
  landed_at: string;
};

const mostFindings = 10_000;

/** Loads a OneRoster package into the stg_or_ tables: whole, or not at all with every finding in stg_rejection. */
export async function stagePackage(
  connection: DuckDBConnection,
  request: PackageToStage,
): Promise<FileCounts> {
  const inspection = await inspectPackage(connection, request);
  if (inspection.isAccepted) {
    refuseDelta(request, inspection);
    for (const { name } of inspection.files) await insertRows(connection, request, name);
  } else await reject(connection, request);
  const counts = await recordFiles(connection, request, inspection);
  for (const { name } of packageFiles) await connection.run(`drop table if exists ${rowsOf(name)}`);
  rmSync(join(request.workDir, "package"), { recursive: true, force: true });
  return counts;
}

function refuseDelta({ file }: PackageToStage, { files }: Inspection): void {
  const delta = files.find(({ mode }) => mode === "delta");
  if (!delta) return;
  throw new Refusal(
    "package.refused",
    `${file} holds changes only (${delta.name} is "delta"). Send a bulk package with all records.`,
  );
}

async function insertRows(
  connection: DuckDBConnection,
  { source, file }: PackageToStage,
  name: string,
): Promise<void> {
  const spec = packageFiles.find((candidate) => candidate.name === name);
  if (!spec) return;
  const fields = storedFields(spec);
  await connection.run(`
    insert into ${spec.table} (${fields.map(([field]) => `"${columnName(field)}"`).join(", ")}, source, file, line)
    select ${fields.map(([field, { kind }]) => typedCell(field, kind)).join(", ")}, ${quoted(source)}, ${quoted(`${file}/${name}.csv`)}, line
    from ${rowsOf(name)}`);
}

function typedCell(field: string, kind: Field["kind"]): string {
  if (kind === "date") return `cast("${field}" as date)`;
  return kind === "number" || kind === "integer" ? `cast("${field}" as double)` : `"${field}"`;
}

async function reject(connection: DuckDBConnection, { source, file }: PackageToStage): Promise<void> {
  for (const finding of await readFindings(connection, mostFindings)) {
    const { reason, mend } = wordsOf(finding.code);
    await connection.run(
      `insert into stg_rejection values (${quoted(source)}, 'oneroster', $1, ${finding.row ?? "null"}, $2, $3, null, $4, $5)`,
      [`${file}/${finding.file}`, finding.field, finding.code, reason, mend],
    );
  }
}

/** Each file of the package has its own counts; a refused package has every row of every file rejected. */
async function recordFiles(
  connection: DuckDBConnection,
  { source, file, sha256, landed_at }: PackageToStage,
  { isAccepted, files }: Inspection,
): Promise<FileCounts> {
  const total: FileCounts = { read: 0, loaded: 0, rejected: 0, quarantined: 0, repaired: 0 };
  for (const { name, bytes, records } of files) {
    const [loaded, rejected] = isAccepted ? [records, 0] : [0, records];
    await connection.run(
      "insert into stg_file values ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9::timestamptz at time zone 'UTC')",
      [source, name, `${file}/${name}.csv`, sha256, bytes, records, loaded, rejected, landed_at],
    );
    total.read += records;
    total.loaded += loaded;
    total.rejected += rejected;
  }
  return total;
}
