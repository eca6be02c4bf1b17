import { readFileSync } from "node:fs";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, listValue } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { buildTables } from "../build/build-tables.ts";
import { miniDistrict } from "../build/mini-district.ts";
import { createEmptyStaging } from "../build/staging-fixture.ts";
import { goldenStatements } from "./describe.ts";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await createEmptyStaging(connection);
  await buildTables(connection, { district: miniDistrict, asOf: "2025-03-28" });
});

describe.each(goldenStatements())("the statement of $measure", ({ measure, sql, parameters }) => {
  it("is the golden one", () => {
    expect(sql).toBe(readFileSync(new URL(`golden/${measure}.sql`, import.meta.url), "utf8"));
  });

  it("is understood by the engine, on tables without rows", async () => {
    const bound: Record<string, DuckDBValue> = {};
    for (const [name, value] of Object.entries(parameters))
      bound[name] = Array.isArray(value) ? listValue(value) : String(value);
    const plan = await connection.runAndReadAll(`explain ${sql}`, bound);
    expect(plan.currentRowCount).toBeGreaterThan(0);
    expect((await connection.runAndReadAll(sql, bound)).currentRowCount).toBeLessThanOrEqual(1);
  });
});
