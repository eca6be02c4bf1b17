import { readFileSync } from "node:fs";
import { packageFiles } from "../oneroster-binding/binding.ts";
import type { Finding } from "./findings.ts";

export type FileMode = "absent" | "bulk" | "delta";

export type PackageManifest = { modes: Map<string, FileMode>; findings: Finding[] };

const file = "manifest.csv";
const versions: [string, string, string][] = [
  ["manifest.version", "1.0", "manifest.invalid_manifest_version"],
  ["oneroster.version", "1.2", "manifest.invalid_oneroster_version"],
];
const optional = ["source.systemName", "source.systemCode"];

type Property = { value: string; row: number };

/** Reads a package's manifest: which of the 21 files are there, whole or as changes. */
export function readPackageManifest(path: string | undefined): PackageManifest {
  if (path === undefined) return { modes: new Map(), findings: [finding("package.missing_manifest", null)] };
  const [header, ...lines] = readFileSync(path, "utf8")
    .replace(/^\uFEFF/, "")
    .replace(/\r?\n$/, "")
    .split(/\r?\n/);
  const findings: Finding[] = [];
  if (header !== "propertyName,value") findings.push(finding("manifest.invalid_header", 1));
  const properties = readProperties(lines, findings);
  for (const [name, wanted, code] of versions) {
    const property = properties.get(name);
    if (!property) findings.push(finding("manifest.missing_property", null));
    else if (property.value !== wanted) findings.push(finding(code, property.row));
  }
  return { modes: readModes(properties, findings), findings };
}

function readProperties(lines: string[], findings: Finding[]): Map<string, Property> {
  const known = new Set([
    ...versions.map(([name]) => name),
    ...optional,
    ...packageFiles.map(({ name }) => `file.${name}`),
  ]);
  const properties = new Map<string, Property>();
  for (const [index, line] of lines.entries()) {
    const row = index + 2;
    const cells = cellsOf(line);
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

function readModes(properties: Map<string, Property>, findings: Finding[]): Map<string, FileMode> {
  const modes = new Map<string, FileMode>();
  for (const { name } of packageFiles) {
    const property = properties.get(`file.${name}`);
    if (!property) findings.push(finding("manifest.missing_property", null));
    else if (property.value === "absent" || property.value === "bulk" || property.value === "delta") {
      modes.set(name, property.value);
    } else {
      findings.push({
        code: "manifest.invalid_file_mode",
        file: `${name}.csv`,
        row: property.row,
        field: null,
      });
    }
  }
  return modes;
}

const finding = (code: string, row: number | null): Finding => ({ code, file, row, field: null });
