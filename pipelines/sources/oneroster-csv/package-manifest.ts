import { readFileSync } from "node:fs";
import { scanFile } from "../delimited/read-raw.ts";
import { packageFiles } from "../oneroster-binding/binding.ts";
import { type Version, version11, version12 } from "../oneroster-binding/versions.ts";
import type { Finding } from "../oneroster-rules/findings.ts";
import { tableFindings } from "../oneroster-rules/table-rules.ts";

export type FileMode = "absent" | "bulk" | "delta";

export type PackageManifest = {
  version: Version;
  /** Of every file of 1.2; one that an earlier version does not know is absent. */
  modes: Map<string, FileMode>;
  findings: Finding[];
};

const file = "manifest.csv";
const optional = ["source.systemName", "source.systemCode"];
/** A real one has about 600 bytes. */
const largest = 1024 ** 2;

type Property = { value: string; row: number };

/** Reads a package's manifest: which version it has, which of its files are there, and whether whole or as changes. */
export async function readPackageManifest(
  unpacked: { path: string; bytes: number } | undefined,
  workPath: string,
): Promise<PackageManifest> {
  const refused = (...findings: Finding[]) => ({ version: version12, modes: new Map(), findings });
  if (unpacked === undefined) return refused(finding("package.missing_manifest", null));
  if (unpacked.bytes > largest) return refused(finding("package.file_too_large", null));
  if (unpacked.bytes === 0) return refused(finding("manifest.missing_header", 1));
  const scan = await scanFile({ path: unpacked.path, workPath, delimiter: "," });
  const broken = tableFindings(file, scan, true).filter(({ code }) => code.startsWith("csv."));
  if (broken.length > 0) return refused(...broken);
  const [header, ...lines] = readFileSync(unpacked.path, "utf8")
    .replace(/^\uFEFF/, "")
    .replace(/\r?\n$/, "")
    .split(/\r?\n/);
  const findings: Finding[] = [];
  if (cellsOf(header ?? "").join() !== "propertyName,value") {
    findings.push(finding("manifest.invalid_header", 1));
  }
  const rows = lines.map((line, index): [string[], number] => [cellsOf(line), index + 2]);
  const version = versionOf(new Map(rows.map(([[name = "", value = ""]]) => [name, value])));
  const properties = readProperties(rows, version, findings);
  checkVersions(properties, version, findings);
  return { version, modes: readModes(properties, version, findings), findings };
}

/** A manifest that names all files that only 1.2 has is one of 1.2, one that names none of them is not. */
function versionOf(properties: Map<string, string>): Version {
  const old = new Set(version11.files.map(({ name }) => name));
  const since = packageFiles.filter(({ name }) => !old.has(name));
  const named = since.filter(({ name }) => properties.has(`file.${name}`)).length;
  if (named === since.length) return version12;
  const stated = properties.get("oneroster.version");
  return stated === "1.1" || (named === 0 && stated !== "1.2") ? version11 : version12;
}

function readProperties(
  rows: [string[], number][],
  { files }: Version,
  findings: Finding[],
): Map<string, Property> {
  const known = new Set([
    ...["manifest.version", "oneroster.version"],
    ...optional,
    ...files.map(({ name }) => `file.${name}`),
  ]);
  const properties = new Map<string, Property>();
  for (const [cells, row] of rows) {
    const [name, value] = cells;
    if (cells.length !== 2 || name === undefined || value === undefined) {
      findings.push(finding("manifest.row_width_mismatch", row));
    } else if (properties.has(name)) findings.push(finding("manifest.duplicate_property", row));
    else {
      if (!known.has(name)) findings.push(finding("manifest.unknown_property", row));
      properties.set(name, { value, row });
    }
  }
  return properties;
}

function checkVersions(properties: Map<string, Property>, version: Version, findings: Finding[]): void {
  const wanted: [string, string, string][] = [
    ["manifest.version", "1.0", "manifest.invalid_manifest_version"],
    ["oneroster.version", version.name, "manifest.invalid_oneroster_version"],
  ];
  for (const [name, value, code] of wanted) {
    const property = properties.get(name);
    if (!property) findings.push(finding("manifest.missing_property", null));
    else if (property.value !== value) findings.push(finding(code, property.row));
  }
}

/** The manifest's cells may be quoted, like those of any CSV file. */
const cellsOf = (line: string): string[] =>
  (line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [])
    .slice(0, line.endsWith(",") || line === "" ? undefined : -1)
    .map((cell) =>
      cell
        .replace(/,$/, "")
        .replace(/^"(.*)"$/, "$1")
        .replaceAll('""', '"'),
    );

function readModes(
  properties: Map<string, Property>,
  { files }: Version,
  findings: Finding[],
): Map<string, FileMode> {
  const modes = new Map<string, FileMode>(packageFiles.map(({ name }) => [name, "absent"]));
  for (const { name } of files) {
    const property = properties.get(`file.${name}`);
    if (!property) findings.push(finding("manifest.missing_property", null));
    else if (property.value === "absent" || property.value === "bulk" || property.value === "delta") {
      modes.set(name, property.value);
    } else {
      const row = property.row;
      findings.push({ code: "manifest.invalid_file_mode", file: `${name}.csv`, row, field: null });
    }
  }
  return modes;
}

const finding = (code: string, row: number | null): Finding => ({ code, file, row, field: null });
