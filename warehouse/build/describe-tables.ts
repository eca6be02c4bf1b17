import { DuckDBInstance } from "@duckdb/node-api";
import type { District } from "../district.ts";
import { buildTables } from "./build-tables.ts";
import { readSqlFolder } from "./sql-file.ts";
import { createEmptyStaging } from "./staging-fixture.ts";
import { type TableFile, tableFiles } from "./table-list.ts";

/** docs/tables.md: every published table with its grain, columns and remarks, then every check and alert, from their .sql files. */
export async function describeTables(): Promise<string> {
  const columns = await columnsOfTables();
  const published = tableFiles()
    .filter((file) => file.part !== "work")
    .sort((a, b) => a.name.localeCompare(b.name));
  const sections = published.map((file) => describeTable(file, columns.get(file.name) ?? []));
  return `${[
    "# Tables",
    "Written by `npm run docs` from `warehouse/tables`, `warehouse/checks` and `warehouse/alerts`. `-1` is the unknown member of every dimension.",
    ...sections,
    "# Checks",
    "A failed stop publishes nothing; a failed report is published and shown beside the figures. Besides these, every table's grain, every dimension's history and every key is checked.",
    readSqlFolder("checks")
      .map(({ name, header }) => `- \`${name}\` (${header.kind}): ${header.promise}`)
      .join("\n"),
    "# Alerts",
    readSqlFolder("alerts")
      .map(({ name, header, remarks }) => `- \`${name}\`: ${header.promise} ${remarks.join(" ")}`)
      .join("\n"),
  ].join("\n\n")}\n`;
}

function describeTable(
  { name, grain, part, remarks, needs }: TableFile,
  columns: [string, string][],
): string {
  const where = part === "core" ? "published once" : "published by school year";
  const from = needs.length > 0 ? ` From ${needs.map((needed) => `\`${needed}\``).join(", ")}.` : "";
  return [
    `## ${name}`,
    `${capitalized(grain)}; ${where}.${from}`,
    ...(remarks.length > 0 ? [remarks.join(" ")] : []),
    [
      "| column | type |",
      "|---|---|",
      ...columns.map(([column, type]) => `| ${column} | ${type.toLowerCase()} |`),
    ].join("\n"),
  ].join("\n\n");
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

async function columnsOfTables(): Promise<Map<string, [string, string][]>> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await createEmptyStaging(connection);
  await buildTables(connection, { district: emptyDistrict, asOf: "2026-01-01" });
  const reader = await connection.runAndReadAll(
    "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'main' order by table_name, column_index",
  );
  const columns = new Map<string, [string, string][]>();
  for (const [table, column, type] of reader.getRowsJson().map((row) => row.map(String))) {
    if (!table || !column || !type) continue;
    columns.set(table, [...(columns.get(table) ?? []), [column, type]]);
  }
  connection.closeSync();
  instance.closeSync();
  return columns;
}

const emptyDistrict: District = {
  name: "",
  districtId: "",
  timeZone: "America/Los_Angeles",
  today: null,
  boardMeetings: [],
  // Tables that are built year by year are there once one year is.
  schoolYears: [
    {
      schoolYear: "2025-26",
      startsOn: "2025-08-12",
      endsOn: "2026-06-12",
      normDayOn: "2025-09-12",
      censusDayOn: "2025-10-01",
    },
  ],
  partsPerDay: 2,
  suppression: { threshold: 10, zeros: "shown", hideTogether: [] },
  sources: [],
  accounts: [],
  locales: [],
};
