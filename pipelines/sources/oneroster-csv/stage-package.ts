import { rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../../feeds/define-feed.ts";
import { Refusal } from "../../refusal.ts";
import { countOf } from "../delimited/read-raw.ts";
import type { FileCounts } from "../delimited/stage-delimited.ts";
import { packageFiles, storedFields } from "../oneroster-binding/binding.ts";
import { columnName, type Field } from "../oneroster-binding/field.ts";
import { readFindings, wordsOf } from "../oneroster-rules/findings.ts";
import { rowsOf } from "../oneroster-rules/reference-rules.ts";
import { dropGone, holdsChanges, replaceStaged } from "./complete-rows.ts";
import { type Inspection, inspectPackage } from "./inspect-package.ts";

export type PackageToStage = {
  source: string;
  file: string;
  path: string;
  workDir: string;
  sha256: string;
  landed_at: string;
  isTolerant: boolean;
  operator?: string | undefined;
};

const mostFindings = 10_000;

/**
 * Loads a OneRoster package into the stg_or_ tables: whole, or not at all with every finding in stg_rejection. Changes are
 * held against the rules together with what is staged of their source, and take the place of it.
 */
export async function stagePackage(
  connection: DuckDBConnection,
  request: PackageToStage,
): Promise<FileCounts> {
  const inspection = await inspectPackage(connection, { ...request, onto: request.source });
  if (inspection.isAccepted) {
    const { modes } = inspection;
    if (holdsChanges(modes)) {
      refuseEarlier(request, inspection);
      await replaceStaged(connection, request, modes);
    }
    for (const { name } of inspection.files) await insertRows(connection, request, { name, from: name });
    const hasUsers = inspection.files.some(({ name }) => name === "users");
    if (inspection.version.name === "1.1" && hasUsers)
      await insertRows(connection, request, { name: "roles", from: "users" });
    await recordRepairs(connection, request);
  } else await reject(connection, request);
  const counts = await recordFiles(connection, request, inspection);
  for (const { name } of packageFiles) await connection.run(`drop table if exists ${rowsOf(name)}`);
  await dropGone(connection);
  rmSync(join(request.workDir, "package"), { recursive: true, force: true });
  return counts;
}

/** A user of 1.1 lists her schools in one cell, and is staged as a role at each: changes of her cannot be told apart. */
function refuseEarlier({ file }: PackageToStage, { version }: Inspection): void {
  if (version.name === "1.2") return;
  throw new Refusal(
    "package.refused",
    `${file} holds changes only, which are loaded of OneRoster 1.2 and not of ${version.name}. Send a bulk package with all records.`,
  );
}

/** 1.1 has its roles in users.csv: then the rows come `from` there. */
async function insertRows(
  connection: DuckDBConnection,
  { source, file }: PackageToStage,
  { name, from }: { name: string; from: string },
): Promise<void> {
  const spec = packageFiles.find((candidate) => candidate.name === name);
  if (!spec) return;
  const fields = storedFields(spec);
  await connection.run(`
    insert into ${spec.table} (${fields.map(([field]) => `"${columnName(field)}"`).join(", ")}, source, file, line)
    select ${fields.map(([field, { kind }]) => typedCell(field, kind)).join(", ")}, ${quoted(source)}, ${quoted(`${file}/${from}.csv`)}, line
    from ${rowsOf(name)} where line is not null`);
}

/** When a record was changed and that it is there is said in changes only: staged is what a bulk package would say. */
const lifecycle = new Set(["status", "dateLastModified"]);

function typedCell(field: string, kind: Field["kind"]): string {
  if (lifecycle.has(field)) return "null";
  if (kind === "date") return `cast("${field}" as date)`;
  return kind === "number" || kind === "integer" ? `cast("${field}" as double)` : `"${field}"`;
}

async function recordRepairs(connection: DuckDBConnection, { source, file }: PackageToStage): Promise<void> {
  await connection.run(`
    insert into stg_repair
    select ${quoted(source)}, 'oneroster', ${quoted(`${file}/`)} || file, field, string_split(code, '.')[2], count(*)
    from (select distinct * from package_repair) group by all`);
}

async function reject(connection: DuckDBConnection, { source, file }: PackageToStage): Promise<void> {
  for (const finding of await readFindings(connection, mostFindings)) {
    const { reason, mend } = wordsOf(finding.code);
    await connection.run(
      `insert into stg_rejection values (${quoted(source)}, 'oneroster', $1, ${finding.row ?? "null"}, $2, $3, null, $4, $5, null, null)`,
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
    const repaired = isAccepted ? await repairedRows(connection, name) : 0;
    await connection.run(
      "insert into stg_file values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10::timestamptz at time zone 'UTC')",
      [source, name, `${file}/${name}.csv`, sha256, bytes, records, loaded, rejected, repaired, landed_at],
    );
    total.read += records;
    total.loaded += loaded;
    total.rejected += rejected;
    total.repaired += repaired;
  }
  return total;
}

const repairedRows = (connection: DuckDBConnection, name: string): Promise<number> =>
  countOf(
    connection,
    `(select distinct row from package_repair where file = ${quoted(`${name}.csv`)} and row > 1)`,
  );
