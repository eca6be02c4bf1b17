import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { createStagingTables } from "../sources/delimited/staging-tables.ts";
import { createPackageTables } from "../sources/oneroster-binding/binding.ts";
import type { Feed } from "./define-feed.ts";
import { feeds } from "./index.ts";

const each = feeds.map((feed): [string, Feed] => [feed.feed, feed]);

test("every feed has a name and a table of its own", () => {
  expect(new Set(feeds.map(({ feed }) => feed)).size).toBe(feeds.length);
  expect(new Set(feeds.map(({ table }) => table)).size).toBe(feeds.length);
});

test.each(each)("the key of %s is made of required columns", (_name, { key, columns }) => {
  for (const name of key) expect(columns[name]?.required).toBe(true);
});

test.each(each)("%s names only columns that it has", (_name, feed) => {
  const columns = Object.keys(feed.columns);
  const named = [
    ...(feed.scratch ?? []),
    ...(feed.references ?? []).map(({ column }) => column),
    ...(feed.controlTotal?.columns ?? []),
    ...(feed.watermark ? [feed.watermark] : []),
  ];
  expect(named.filter((name) => !columns.includes(name))).toEqual([]);
});

test.each(each)("%s is staged after every feed that it refers to", (_name, feed) => {
  const tables = feeds.map(({ table }) => table);
  const later = (feed.references ?? []).filter(
    ({ table }) => table !== feed.table && tables.indexOf(table) > tables.indexOf(feed.table),
  );
  expect(later).toEqual([]);
});

test("two feeds of one table are refused in a sentence", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const [first] = feeds;
  const again = feeds.flatMap((feed) => (feed === first ? [feed, { ...feed, feed: "workbook" }] : [feed]));
  await expect(createStagingTables(connection, again)).rejects.toThrow(
    new RegExp(`The feeds ${first?.feed} and workbook both name ${first?.table}\\.`),
  );
  connection.closeSync();
  instance.closeSync();
});

test("what feeds refer to exists, and their rules are SQL", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await createStagingTables(connection, feeds);
  await createPackageTables(connection);
  for (const { table, references = [], rules = [] } of feeds) {
    for (const reference of references) {
      await connection.run(`select ${reference.target} from ${reference.table}`);
    }
    for (const { breaks } of rules) await connection.run(`select ${breaks} from ${table} t`);
  }
  connection.closeSync();
  instance.closeSync();
});
