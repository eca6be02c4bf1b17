import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GoneError } from "../errors.ts";
import { run } from "./run.ts";

let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create();
  connection = await instance.connect();
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

const statement = (sql: string) => ({ sql, parameters: {} });
const short = statement("select 1 as one");
/** Hours of work. */
const endless = statement(
  "select count(*) as n from range(1000000000) as a, range(1000000) as b where a.range % 7 = b.range % 11",
);
const later = () => new Promise((done) => setTimeout(done, 50));

describe("a statement that nobody waits for", () => {
  it("is broken off, and the next reader of the connection is answered", async () => {
    const gone = new AbortController();
    const asked = run(endless, connection, gone.signal);
    await later();
    gone.abort();
    await expect(asked).rejects.toThrow(GoneError);
    expect(await run(short, connection)).toEqual([{ one: 1 }]);
  });

  it("is broken off where it is one of several, and those behind it are not begun", async () => {
    const gone = new AbortController();
    const asked = [endless, endless, short].map((each) => run(each, connection, gone.signal));
    await later();
    gone.abort();
    const ended = await Promise.allSettled(asked);
    expect(ended.map((each) => each.status === "rejected" && each.reason instanceof GoneError)).toEqual(
      Array(3).fill(true),
    );
    expect(await run(short, connection)).toEqual([{ one: 1 }]);
  });

  it("is not begun where she has gone before", async () => {
    await expect(run(endless, connection, AbortSignal.abort())).rejects.toThrow(GoneError);
  });

  it("breaks nothing off that another asks on the same connection", async () => {
    const gone = new AbortController();
    const asked = run(short, connection, gone.signal);
    await asked;
    const other = run(statement("select sum(range)::double as total from range(30000000)"), connection);
    gone.abort();
    expect(await other).toEqual([{ total: 449999985000000 }]);
  });
});

it("tells what is wrong with a statement where somebody waits", async () => {
  const waits = new AbortController().signal;
  await expect(run(statement("select nothing"), connection, waits)).rejects.toThrow('column "nothing"');
});
