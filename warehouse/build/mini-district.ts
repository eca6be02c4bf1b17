import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { District } from "../district.ts";
import { createEmptyStaging } from "./staging-fixture.ts";

/** A district small enough to count by hand. Its school years end on 13 June. */
export const miniDistrict: District = {
  name: "Mini Unified",
  districtId: "0761234",
  today: null,
  boardMeetings: ["2025-04-01"],
  schoolYears: [
    {
      schoolYear: "2023-24",
      startsOn: "2023-08-14",
      endsOn: "2024-06-14",
      normDayOn: "2023-09-15",
      censusDayOn: "2023-10-04",
    },
    {
      schoolYear: "2024-25",
      startsOn: "2024-08-12",
      endsOn: "2025-06-13",
      normDayOn: "2024-09-13",
      censusDayOn: "2024-10-02",
    },
  ],
  partsPerDay: 2,
  suppression: { threshold: 10 },
  sources: [],
  accounts: [],
  locales: ["en"],
};

/** A connection to a new database with empty staging tables, filled by `statements`. */
export async function stagedConnection(statements = ""): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await createEmptyStaging(connection);
  if (statements) await connection.run(statements);
  return connection;
}

export type Row = Record<string, unknown>;

export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}
