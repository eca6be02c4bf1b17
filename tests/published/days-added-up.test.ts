import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { load } from "#pipelines";
import { partsFolder, readCurrentGeneration } from "#warehouse";
import { district } from "../../district.config.ts";
import { writeDistrict } from "../../pipelines/synthetic/index.ts";
import { attachGeneration, schemaOf } from "../../warehouse/generations/attach.ts";
import { duckdb } from "../../warehouse/semantic/dialects/duckdb.ts";
import { addUpDays } from "../../warehouse/semantic/published/add-up-days.ts";
import { type CountedCell, countCells } from "../../warehouse/semantic/published/count-cells.ts";
import { publishedTables } from "../../warehouse/semantic/published/published-tables.ts";
import { run } from "../../warehouse/semantic/sql/run.ts";
import { settingOn } from "../../warehouse/semantic/sql/setting.ts";

const asOf = "2026-11-20";
const schoolYears = ["2025-26", "2026-27"];

it("gives every cell the numbers and persons that the days themselves give", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-added-up-"));
  const path = join(dataDir, "sources");
  await writeDistrict({ students: 500, years: 2, seed: 5, out: path, asOf });
  await load({ district, dataDir, path, asOf });
  const generation = readCurrentGeneration(dataDir);
  if (!generation) throw new Error("Nothing was published.");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await attachGeneration(connection, generation, partsFolder(dataDir));
  await connection.run(`use memory.${schemaOf(generation)}`);
  await addUpDays(connection);

  let ofYears = 0;
  const counted = async (areDaysAddedUp: boolean) => {
    const cells: CountedCell[] = [];
    // What is counted by week needs the days.
    for (const table of publishedTables().filter(({ dimensions }) => !dimensions.includes("week")))
      cells.push(
        ...(await countCells(table, {
          setting: { ...settingOn(district, asOf, duckdb), areDaysAddedUp },
          count: (statement) => {
            if (statement.sql.includes("from attendance_year ")) ofYears++;
            return run(statement, connection);
          },
          spans: [],
          schoolYears,
          known: { schoolYears: () => schoolYears },
        })),
      );
    return cells.map((cell) => JSON.stringify(cell)).sort();
  };
  const ofDays = await counted(false);
  expect(ofYears).toBe(0);
  expect(await counted(true)).toEqual(ofDays);
  expect(ofYears).toBeGreaterThan(3);
  connection.closeSync();
  instance.closeSync();
  rmSync(dataDir, { recursive: true });
});
