import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../../feeds/define-feed.ts";

/** Something that keeps a package from being accepted. `row` is the line in the file, the header is 1. */
export type Finding = { code: string; file: string; row: number | null; field: string | null };

const areas: Record<string, { reason: string; mend: string }> = {
  package: {
    reason: "The ZIP file is not put together as the format says",
    mend: "Put manifest.csv and the files it names into the root of the ZIP, and nothing else.",
  },
  manifest: {
    reason: "The manifest is not as the format says, or does not agree with the files",
    mend: "List every file as bulk or absent, with manifest.version 1.0 and oneroster.version 1.2.",
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
  semantic: {
    reason: "Records contradict each other",
    mend: "Correct the records in the source system and export again.",
  },
};

/** The words for a finding's code, for the person who must mend it. */
export function wordsOf(code: string): { reason: string; mend: string } {
  const [area = "", what = ""] = code.split(".");
  const words = areas[area] ?? { reason: "The package is not accepted", mend: "Export it again." };
  return { reason: `${words.reason}: ${what.replaceAll("_", " ")}.`, mend: words.mend };
}

/** Findings collect in a temporary table: a broken export of a large district has millions. */
export async function createFindings(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    "create or replace temp table package_finding (code varchar, file varchar, row bigint, field varchar)",
  );
}

export async function addFindings(connection: DuckDBConnection, findings: Finding[]): Promise<void> {
  for (const { code, file, row, field } of findings) {
    await connection.run(
      `insert into package_finding values (${quoted(code)}, ${quoted(file)}, ${row ?? "null"}, $1)`,
      [field],
    );
  }
}

export async function readFindings(connection: DuckDBConnection, limit: number): Promise<Finding[]> {
  const reader = await connection.runAndReadAll(
    `select distinct code, file, row::integer as row, field from package_finding order by file, row, field, code limit ${limit}`,
  );
  return reader.getRowObjectsJson() as Finding[];
}
