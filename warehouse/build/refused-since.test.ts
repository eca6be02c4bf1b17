import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { keepRefusedSince } from "./refused-since.ts";

const kind = "(source varchar, feed varchar, code varchar, refused_since date)";

test("what was refused in the generation before is as old as it was there; what is new, or back again, is of today", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`
    create table fct_rejection_kind ${kind};
    insert into fct_rejection_kind values
      ('sis', 'calendar', 'row.invalid_date', '2026-11-20'), ('sis', 'calendar', 'row.duplicate_key', '2026-11-20');
    attach ':memory:' as core;
    create table core.fct_rejection_kind ${kind};
    insert into core.fct_rejection_kind values
      ('sis', 'calendar', 'row.invalid_date', '2026-09-01'), ('other', 'calendar', 'row.duplicate_key', '2026-09-01');
    create schema before;
    create view before.fct_rejection_kind as from core.fct_rejection_kind;
    create schema of_old`);
  await keepRefusedSince(connection, "of_old");
  await keepRefusedSince(connection, "before");
  const rows = await connection.runAndReadAll(
    "select code, refused_since::varchar from fct_rejection_kind order by code",
  );
  expect(rows.getRowsJson()).toEqual([
    ["row.duplicate_key", "2026-11-20"],
    ["row.invalid_date", "2026-09-01"],
  ]);
});
