import type { DuckDBConnection } from "@duckdb/node-api";

/** Something that keeps a package from being accepted, or that was repaired in it. `row` is the line in the file, the header is 1. */
export type Finding = { code: string; file: string; row: number | null; field: string | null };

const areas: Record<string, { reason: string; mend: string }> = {
  package: {
    reason: "The package is not put together as the format says",
    mend: "Put manifest.csv and the files it names into the root of the ZIP or folder, and nothing else.",
  },
  manifest: {
    reason: "The manifest is not as the format says, or does not agree with the files",
    mend: "List every file as bulk or absent, with manifest.version 1.0 and oneroster.version 1.1 or 1.2.",
  },
  csv: {
    reason: "The file is not proper CSV",
    mend: "Write UTF-8, double quotes inside cells, no line breaks in them.",
  },
  table: {
    reason: "The header or the number of cells is wrong",
    mend: "Give every row one cell for each column.",
  },
  schema: {
    reason: "The columns are not those of the format",
    mend: "Send the columns of the format in its order; own ones at the end as metadata.*.",
  },
  row: {
    reason: "A value is not as the format says",
    mend: "Correct the value in the source system and export again.",
  },
  reference: {
    reason: "A record is missing or stands twice",
    mend: "Export all files at the same moment, each record once.",
  },
  repair: {
    reason: "The export is not as the format says, and was repaired",
    mend: "Correct the export, so that nothing needs to be repaired.",
  },
  semantic: {
    reason: "Records contradict each other",
    mend: "Correct the records in the source system and export again.",
  },
  scope: {
    reason: "A record is not this operator's",
    mend: "Export your own schools only, each with its CDS code as identifier; ask the district where one is missing in its list.",
  },
};

/** Where the area's advice would not help. */
const mends: Record<string, string> = {
  "package.encrypted_file": "Pack the files without a password.",
  "package.file_too_large":
    "Look into the ZIP: no export unpacks to 250 times its size. A file may have 8 GB, all together 16 GB.",
  "package.duplicate_file": "Leave one file of this name in the ZIP; nobody can tell which one counts.",
  "csv.invalid_utf8": "Save the file as UTF-8 and pack it again.",
  "csv.record_too_long": "End every row with a line break: no row of an export has 4 MB.",
  "table.missing_header": "Write the names of the columns into the first line.",
  "table.missing_data_rows": "Send rows, or say absent in the manifest and leave the file out.",
  "row.field_required_in_delta":
    "Fill in status and dateLastModified: the manifest says that the file is a delta.",
  "row.field_forbidden_in_bulk":
    "Leave status and dateLastModified empty: the manifest says that the file is bulk.",
};

/** The words for a finding's code, for the person who must mend it. */
export function wordsOf(code: string): { reason: string; mend: string } {
  const [area = "", what = ""] = code.split(".");
  const words = areas[area] ?? { reason: "The package is not accepted", mend: "Export it again." };
  return {
    reason: `${words.reason}: ${what.replaceAll("_", " ")}.`,
    mend: mends[code] ?? words.mend,
  };
}

/** Findings and repairs collect in temporary tables: a broken export of a large district has millions. */
export async function createFindings(connection: DuckDBConnection): Promise<void> {
  for (const table of ["package_finding", "package_repair"]) {
    await connection.run(
      `create or replace temp table ${table} (code varchar, file varchar, row bigint, field varchar)`,
    );
  }
}

export const addFindings = (connection: DuckDBConnection, findings: Finding[]): Promise<void> =>
  append(connection, "package_finding", findings);

export const addRepairs = (connection: DuckDBConnection, repairs: Finding[]): Promise<void> =>
  append(connection, "package_repair", repairs);

async function append(connection: DuckDBConnection, table: string, found: Finding[]): Promise<void> {
  if (found.length === 0) return;
  const appender = await connection.createAppender(table);
  for (const { code, file, row, field } of found) {
    appender.appendVarchar(code);
    appender.appendVarchar(file);
    if (row === null) appender.appendNull();
    else appender.appendBigInt(BigInt(row));
    if (field === null) appender.appendNull();
    else appender.appendVarchar(field);
    appender.endRow();
  }
  appender.closeSync();
}

export const readFindings = (connection: DuckDBConnection, limit: number): Promise<Finding[]> =>
  read(connection, "package_finding", limit);

export const readRepairs = (connection: DuckDBConnection, limit: number): Promise<Finding[]> =>
  read(connection, "package_repair", limit);

async function read(connection: DuckDBConnection, table: string, limit: number): Promise<Finding[]> {
  const reader = await connection.runAndReadAll(
    `select distinct code, file, row::integer as row, field from ${table} order by file, row, field, code limit ${limit}`,
  );
  return reader.getRowObjectsJson() as Finding[];
}
