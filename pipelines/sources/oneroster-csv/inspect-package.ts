import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../../feeds/define-feed.ts";
import { countOf, lineOf, readRaw, scanFile } from "../delimited/read-raw.ts";
import type { Scan } from "../delimited/scan-records.ts";
import { packageFiles, storedFields } from "../oneroster-binding/binding.ts";
import { allFields, type PackageFile } from "../oneroster-binding/field.ts";
import { type Version, version12 } from "../oneroster-binding/versions.ts";
import { type PackageRequest, type Unpacked, unpack } from "../oneroster-package/unpack.ts";
import { addFindings, addRepairs, createFindings, type Finding } from "../oneroster-rules/findings.ts";
import { isHeader, matchExactly, matchTolerantly } from "../oneroster-rules/match-header.ts";
import { ownSchools } from "../oneroster-rules/own-schools.ts";
import { type PackageRule, referenceRules, rowsOf } from "../oneroster-rules/reference-rules.ts";
import { repairCells } from "../oneroster-rules/repair-cells.ts";
import { type RowRule, rowRules } from "../oneroster-rules/row-rules.ts";
import { semanticRules } from "../oneroster-rules/semantic-rules.ts";
import { tableFindings } from "../oneroster-rules/table-rules.ts";
import { completeRows, holdsChanges } from "./complete-rows.ts";
import { liftVersion } from "./lift-version.ts";
import { type FileMode, readPackageManifest } from "./package-manifest.ts";

type InspectedFile = { name: string; mode: FileMode; bytes: number; records: number };

/** What a package holds; its rows stand in temporary tables by now, in the columns of 1.2. */
export type Inspection = {
  isAccepted: boolean;
  version: Version;
  modes: Map<string, FileMode>;
  files: InspectedFile[];
};

type OpenFile = InspectedFile & {
  file: PackageFile;
  path: string;
  workPath: string;
  scan: Scan;
  isTable: boolean;
};

/**
 * Holds a package against the binding, as strictly as it is written or with repairs. Findings stand in
 * `package_finding`, repairs in `package_repair`. Files are looked at one by one first, each as far as it can be read;
 * rules over several files are tried when every file is sound by itself.
 */
export async function inspectPackage(
  connection: DuckDBConnection,
  request: PackageRequest,
): Promise<Inspection> {
  await createFindings(connection);
  const unpacked = await unpack(request);
  const workPath = join(request.workDir, "package", "manifest.numbered");
  const { version, modes, findings } = await readPackageManifest(
    unpacked.files.get("manifest.csv"),
    workPath,
  );
  await addFindings(connection, [...unpacked.findings, ...findings]);
  await addRepairs(connection, unpacked.repairs);
  const refused = { isAccepted: false, version, modes, files: [] };
  if (await hasFindings(connection)) return refused;
  const opened = await openFiles(connection, { unpacked, version, modes, request });
  const files = opened.map(({ name, mode, bytes, records }) => ({ name, mode, bytes, records }));
  for (const open of opened.filter(({ isTable }) => isTable)) {
    await checkRows(connection, open, request.isTolerant);
  }
  if (await hasFindings(connection)) return { ...refused, files };
  await createEmptyRows(connection, version, modes);
  const isCompleted = request.onto !== undefined && holdsChanges(modes) && version === version12;
  const all = isCompleted ? await completeRows(connection, request.onto ?? "", modes) : modes;
  for (const rule of referenceRules(version.files, all)) await checkPackage(connection, rule);
  await liftVersion(connection, version);
  for (const rule of semanticRules(version, all)) await checkPackage(connection, rule);
  if (request.operator !== undefined) await checkPackage(connection, ownSchools(request.operator));
  return { isAccepted: !(await hasFindings(connection)), version, modes, files };
}

const hasFindings = async (connection: DuckDBConnection) =>
  (await countOf(connection, "package_finding")) > 0;

type Opening = {
  unpacked: Unpacked;
  version: Version;
  modes: Map<string, FileMode>;
  request: PackageRequest;
};

async function openFiles(
  connection: DuckDBConnection,
  { unpacked, version, modes, request }: Opening,
): Promise<OpenFile[]> {
  const opened: OpenFile[] = [];
  for (const file of version.files) {
    const name = `${file.name}.csv`;
    const mode = modes.get(file.name) ?? "absent";
    const found = unpacked.files.get(name);
    if (mode === "absent" || !found) {
      await addFindings(connection, presenceFindings(name, mode, found !== undefined));
      continue;
    }
    const workPath = join(request.workDir, "package", `${file.name}.numbered`);
    const scan = await scanFile({ path: found.path, workPath, delimiter: "," });
    const hasHeader = "fault" in scan || scan.headerFault !== null || isHeader(scan.header, fieldsOf(file));
    const findings = hasHeader ? tableFindings(name, scan, request.isTolerant) : [headerless(name)];
    await addFindings(connection, findings);
    if ("fault" in scan) continue;
    const isTable = findings.length === 0;
    opened.push({ name: file.name, mode, ...found, records: scan.records, file, workPath, scan, isTable });
  }
  await addFindings(connection, strangers(unpacked, version));
  return opened;
}

const fieldsOf = (file: PackageFile) => allFields(file).map(([field]) => field);

const headerless = (file: string): Finding => ({ code: "table.missing_header", file, row: 1, field: null });

function presenceFindings(file: string, mode: FileMode, isThere: boolean): Finding[] {
  if (mode !== "absent") return [{ code: "manifest.file_missing", file, row: null, field: null }];
  return isThere ? [{ code: "manifest.file_unexpected", file, row: null, field: null }] : [];
}

/** Files that only a later version knows. */
function strangers({ files }: Unpacked, version: Version): Finding[] {
  const known = new Set(["manifest.csv", ...version.files.map(({ name }) => `${name}.csv`)]);
  return [...files.keys()]
    .filter((file) => !known.has(file))
    .map((file) => ({ code: "package.unknown_file", file, row: null, field: null }));
}

async function checkRows(connection: DuckDBConnection, open: OpenFile, isTolerant: boolean): Promise<void> {
  const { file, mode, scan } = open;
  const name = `${file.name}.csv`;
  const match = isTolerant ? matchTolerantly : matchExactly;
  const { columns, findings, repairs } = match(name, scan.header, fieldsOf(file));
  await addFindings(connection, findings);
  await addRepairs(connection, repairs);
  if (findings.length > 0) return;
  const wanted = new Set(storedFields(file).map(([field]) => field));
  await readRows(
    connection,
    open,
    columns.filter((column) => wanted.has(column.name)),
  );
  if (isTolerant) await repairCells(connection, file, mode);
  for (const { code, field, breaks } of await brokenRules(connection, file, mode)) {
    await connection.run(
      `insert into package_finding select ${quoted(code)}, ${quoted(name)}, line, ${quoted(field)} from ${rowsOf(file.name)} where ${breaks}`,
    );
  }
}

/** One pass over the rows tells which rules are broken at all; nearly always it is none. */
async function brokenRules(
  connection: DuckDBConnection,
  file: PackageFile,
  mode: FileMode,
): Promise<RowRule[]> {
  const rules = rowRules(file, mode);
  const reader = await connection.runAndReadAll(
    `select ${rules.map(({ breaks }) => `bool_or(${breaks})`).join(", ")} from ${rowsOf(file.name)}`,
  );
  const broken = reader.getRows()[0] ?? [];
  return rules.filter((_, index) => broken[index] === true);
}

/** Passwords are not among the columns: their cells never enter the database. */
async function readRows(
  connection: DuckDBConnection,
  { file, path, workPath, scan }: OpenFile,
  columns: { index: number; name: string }[],
): Promise<void> {
  const request = { path, workPath, delimiter: "," };
  await readRaw(connection, request, scan, { table: "package_raw", columns });
  await connection.run(
    `create or replace temp table ${rowsOf(file.name)} as select *${scan.isPlain ? `, ${lineOf(scan)} as line` : ""} from package_raw`,
  );
  await connection.run("drop table package_raw");
}

/** Rules that reach over files find an empty one where the package has none. */
async function createEmptyRows(
  connection: DuckDBConnection,
  version: Version,
  modes: Map<string, FileMode>,
): Promise<void> {
  for (const latest of packageFiles) {
    if (modes.get(latest.name) !== "absent") continue;
    const file = version.files.find(({ name }) => name === latest.name) ?? latest;
    const columns = storedFields(file).map(([field]) => `"${field}" varchar`);
    await connection.run(
      `create or replace temp table ${rowsOf(file.name)} (${columns.join(", ")}, line bigint)`,
    );
  }
}

async function checkPackage(
  connection: DuckDBConnection,
  { code, file, field, lines }: PackageRule,
): Promise<void> {
  await connection.run(
    `insert into package_finding select ${quoted(code)}, ${quoted(`${file}.csv`)}, line, ${quoted(field)} from (${lines})`,
  );
}
