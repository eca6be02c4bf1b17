import { createReadStream } from "node:fs";
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from "@clickhouse/client";
import type { NodeAddress } from "./address.ts";

/** A server of the cluster, open for statements. */
export type Node = {
  url: string;
  /** Runs a statement without an answer. */
  command(sql: string): Promise<unknown>;
  /** The rows of a statement; whole numbers of 64 bits are texts. */
  rows(sql: string, asked?: Asked): Promise<Record<string, unknown>[]>;
  /** Appends a Parquet file to a table. */
  appendParquet(table: string, file: string): Promise<unknown>;
  close(): Promise<void>;
};

type Asked = {
  parameters?: Record<string, string | readonly string[]>;
  settings?: ClickHouseSettings;
  gone?: AbortSignal | undefined;
};

/** Long enough for one month of a large district to be taken in. */
const LOADING_LIMIT_MS = 600_000;

/** Opens a server; nothing is sent before the first statement. */
export function openNode(
  { url, username, password }: NodeAddress,
  { timeLimitMs = LOADING_LIMIT_MS, database = "default" } = {},
): Node {
  const client = createClient({
    ...{ url, username, password, database, application: "rollbook" },
    request_timeout: timeLimitMs,
    log: { level: ClickHouseLogLevel.OFF },
    // Lists of keys are longer than an address may be.
    use_multipart_params_auto: true,
  });
  return {
    url,
    command: (sql) => from(url, () => client.command({ query: sql })),
    rows: (sql, asked = {}) => from(url, () => rowsOf(client, sql, asked)),
    appendParquet: (table, file) =>
      from(url, () => client.insert({ table, values: createReadStream(file), format: "Parquet" })),
    close: () => client.close(),
  };
}

/** An error says which server it is of. */
async function from<T>(url: string, asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new Error(`The server ${url} of the cluster did not do as asked: ${why}`, { cause });
  }
}

async function rowsOf(client: ClickHouseClient, sql: string, asked: Asked) {
  const { parameters = {}, settings = {}, gone } = asked;
  const found = await client.query({
    ...(gone ? { abort_signal: gone } : {}),
    ...{ query: sql, format: "JSONEachRow", query_params: parameters },
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1, ...settings },
  });
  return found.json<Record<string, unknown>>();
}
