import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../../feeds/define-feed.ts";
import { countOf, lineOf, readRaw, scanFile } from "../delimited/read-raw.ts";
import type { Scan } from "../delimited/scan-records.ts";
import { packageFiles, storedFields } from "../oneroster-binding/binding.ts";
import { allFields, type PackageFile } from "../oneroster-binding/field.ts";
import { addFindings, createFindings, type Finding } from "./findings.ts";
import { type FileMode, readPackageManifest } from "./package-manifest.ts";
import { type PackageRule, referenceRules, rowsOf } from "./reference-rules.ts";
import { rowRules } from "./row-rules.ts";
import { semanticRules } from "./semantic-rules.ts";
import { headerFindings, tableFindings } from "./table-rules.ts";
import { unzip } from "./unzip.ts";

type InspectedFile = { name: string; mode: FileMode; bytes: number; records: number };

export type Inspection = { isAccepted: boolean; files: InspectedFile[]; modes: Map<string, FileMode> };

type OpenFile = InspectedFile & { file: PackageFile; path: string; workPath: string; scan: Scan };

export type PackageRequest = { path: string; workDir: string; file: string };

/**
 * Holds a package against the binding, as strictly as it is written. The rows stay in temporary tables, the findings in
 * `package_finding`. Each stage of the inspection looks only at what passed the one before.
 */
export async function inspectPackage(
  connection: DuckDBConnection,
  { path, workDir, file }: PackageRequest,
): Promise<Inspection> {
  await createFindings(connection);
  const unzipped = await unzip(path, join(workDir, "package"), file);
  const manifest = readPackageManifest(unzipped.files.get("manifest.csv")?.path);
  const inspection: Inspection = { isAccepted: false, files: [], modes: manifest.modes };
  await addFindings(connection, [...unzipped.findings, ...manifest.findings]);
  if (await hasFindings(connection)) return inspection;
  const opened = await openFiles(connection, unzipped.files, manifest.modes, workDir);
  inspection.files = opened.map(({ name, mode, bytes, records }) => ({ name, mode, bytes, records }));
  if (await hasFindings(connection)) return inspection;
  for (const open of opened) await checkRows(connection, open);
  if (await hasFindings(connection)) return inspection;
  await createEmptyRows(connection, manifest.modes);
  for (const rule of [...referenceRules(manifest.modes), ...semanticRules(manifest.modes)]) {
    await checkPackage(connection, rule);
  }
  return { ...inspection, isAccepted: !(await hasFindings(connection)) };
}

const hasFindings = async (connection: DuckDBConnection) =>
  (await countOf(connection, "package_finding")) > 0;

async function openFiles(
  connection: DuckDBConnection,
  files: Map<string, { path: string; bytes: number }>,
  modes: Map<string, FileMode>,
  workDir: string,
): Promise<OpenFile[]> {
  const opened: OpenFile[] = [];
  for (const file of packageFiles) {
    const name = `${file.name}.csv`;
    const mode = modes.get(file.name) ?? "absent";
    const unpacked = files.get(name);
    if (mode === "absent" || !unpacked) {
      const findings = presenceFindings(name, mode, unpacked !== undefined);
      await addFindings(connection, findings);
      continue;
    }
    const workPath = join(workDir, "package", `${file.name}.numbered`);
    const scan = await scanFile({ path: unpacked.path, workPath, delimiter: "," });
    await addFindings(connection, tableFindings(name, scan));
    if ("fault" in scan) continue;
    opened.push({ name: file.name, mode, ...unpacked, records: scan.records, file, workPath, scan });
  }
  return opened;
}

function presenceFindings(file: string, mode: FileMode, isThere: boolean): Finding[] {
  if (mode === "absent") {
    return isThere ? [{ code: "manifest.file_unexpected", file, row: null, field: null }] : [];
  }
  return [{ code: "manifest.file_missing", file, row: null, field: null }];
}

async function checkRows(connection: DuckDBConnection, open: OpenFile): Promise<void> {
  const { file, mode, path, workPath, scan } = open;
  const name = `${file.name}.csv`;
  const findings = headerFindings(
    name,
    scan.header,
    allFields(file).map(([field]) => field),
  );
  await addFindings(connection, findings);
  if (findings.length > 0) return;
  const wanted = new Set(storedFields(file).map(([field]) => field));
  const columns = scan.header.flatMap((header, index) =>
    wanted.has(header) ? [{ index, name: header }] : [],
  );
  const request = { path, workPath, delimiter: "," };
  await readRaw(connection, request, scan, { table: "package_raw", columns });
  const rows = rowsOf(file.name);
  await connection.run(
    `create or replace temp table ${rows} as select *${scan.isPlain ? `, ${lineOf(scan)} as line` : ""} from package_raw`,
  );
  await connection.run("drop table package_raw");
  const rules = rowRules(file, mode);
  const any = rules.map(({ breaks }) => `coalesce(${breaks}, false)`).join(" or ");
  if ((await countOf(connection, `${rows} where ${any}`)) === 0) return;
  for (const { code, field, breaks } of rules) {
    await connection.run(
      `insert into package_finding select ${quoted(code)}, ${quoted(name)}, line, ${quoted(field)} from ${rows} where ${breaks}`,
    );
  }
}

/** Rules that reach over files find an empty one where the package has none. */
async function createEmptyRows(connection: DuckDBConnection, modes: Map<string, FileMode>): Promise<void> {
  for (const file of packageFiles) {
    if (modes.get(file.name) !== "absent") continue;
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
