import {
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  VARCHAR,
} from "@duckdb/node-api";
import { GoneError } from "../errors.ts";
import type { Statement } from "./compile.ts";

/** The statement that each connection runs; it runs one at a time. */
const running = new WeakMap<DuckDBConnection, Promise<unknown>>();

/**
 * Runs a statement; texts and lists of texts are bound, dates come back as ISO texts. Throws GoneError, and leaves the
 * engine free, when nobody waits for it any more.
 */
export async function run(
  statement: Statement,
  connection: DuckDBConnection,
  gone?: AbortSignal,
): Promise<Record<string, unknown>[]> {
  const before = running.get(connection);
  const mine = (async () => {
    await before?.catch(() => undefined);
    return runUnlessGone(statement, connection, gone);
  })();
  running.set(connection, mine);
  return mine;
}

/** An interruption that comes before the engine has begun is lost, so it is said again. */
const INTERRUPT_EVERY_MS = 20;

async function runUnlessGone(statement: Statement, connection: DuckDBConnection, gone?: AbortSignal) {
  if (gone?.aborted) throw new GoneError();
  let interrupting: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    interrupting = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS);
  };
  gone?.addEventListener("abort", interrupt);
  try {
    return await rowsOf(statement, connection);
  } catch (error) {
    throw gone?.aborted ? new GoneError() : error;
  } finally {
    gone?.removeEventListener("abort", interrupt);
    clearInterval(interrupting);
  }
}

async function rowsOf({ sql, parameters }: Statement, connection: DuckDBConnection) {
  const values: Record<string, DuckDBValue> = {};
  const types: Record<string, DuckDBType> = {};
  for (const [name, value] of Object.entries(parameters)) {
    values[name] = typeof value === "string" ? value : listValue([...value]);
    types[name] = typeof value === "string" ? VARCHAR : LIST(VARCHAR);
  }
  const result = await connection.runAndReadAll(sql, values, types);
  return result.getRowObjectsJson();
}
