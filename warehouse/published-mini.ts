import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildTables, tablesToWrite } from "./build/build-tables.ts";
import { miniDistrict, stagedConnection } from "./build/mini-district.ts";
import type { Grant, Reader } from "./district.ts";
import { publishGeneration } from "./generations/store.ts";
import { writeParts } from "./generations/write-parts.ts";
import { openWarehouse, type Warehouse } from "./open-warehouse.ts";
import { releaseTables } from "./semantic/published/release-tables.ts";

/** Builds the mini district from staging statements, publishes it and opens it: the real way, a dozen rows. */
export const publishedMini = (statements: string, asOf = "2025-03-28"): Promise<Warehouse> =>
  publishedMinis([statements], asOf);

/** The mini district as it was known at first, then, and so on: a generation each, g-000001 the first. */
export async function publishedMinis(known: string[], asOf = "2025-03-28"): Promise<Warehouse> {
  return openWarehouse({ dataDir: await minisIn(known, asOf), district: miniDistrict });
}

/** A data folder with the mini district as it was known at first, then, and so on. */
export async function minisIn(known: string[], asOf = "2025-03-28"): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-mini-"));
  for (const statements of known) await publishMini(statements, { dataDir, asOf });
  return dataDir;
}

/** Publishes the mini district as the next generation of a folder. */
export async function publishMini(
  statements: string,
  { dataDir, asOf = "2025-03-28" }: { dataDir: string; asOf?: string },
): Promise<void> {
  const workDir = mkdtempSync(join(dataDir, "work-"));
  const connection = await stagedConnection(statements);
  const built = await buildTables(connection, { district: miniDistrict, asOf });
  await releaseTables(connection, { district: miniDistrict, asOf });
  const parts = await writeParts(connection, {
    dataDir,
    workDir,
    tables: tablesToWrite(built),
    schoolYears: miniDistrict.schoolYears.map(({ schoolYear }) => schoolYear),
  });
  connection.closeSync();
  publishGeneration(dataDir, {
    published_at: "2025-03-28T06:00:00Z",
    as_of: asOf,
    definitions_version: "mini",
    fingerprint: "mini",
    parts,
    sources: [],
    checks: [],
  });
}

/** A reader with one grant. Without schools it is the whole district. */
export function readerWith(grant: {
  schools?: string[];
  scope?: Grant["scope"];
  mayReadStudents: boolean;
  mayReadNames?: boolean;
  mayReadHistory?: boolean;
  subjects?: Grant["subjects"];
}): Reader {
  const subjects = grant.subjects ?? ["students", "special_education", "finance", "operations"];
  const ofSchools: Grant["scope"] = grant.schools
    ? { kind: "school", ids: grant.schools }
    : { kind: "district" };
  const given: Grant = {
    role: "admin",
    scope: grant.scope ?? ofSchools,
    subjects,
    mayReadStudents: grant.mayReadStudents,
    mayReadNames: grant.mayReadNames ?? grant.mayReadStudents,
    mayReadHistory: grant.mayReadHistory ?? false,
    reason: "test",
    from: "2000-01-01",
    to: null,
    givenBy: "test",
  };
  return { account: "test", name: "Test", role: "admin", grants: [given] };
}

export const everyone = readerWith({ mayReadStudents: true });
export const aggregatesOnly = readerWith({ mayReadStudents: false });
export const nobody: Reader = { account: "nobody", name: "Nobody", role: "parent", grants: [] };
