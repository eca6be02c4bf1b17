import { setImmediate } from "node:timers/promises";
import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, VARCHAR } from "@duckdb/node-api";
import type { Answer } from "../slice.ts";
import { batched } from "./arrow.ts";
import { type RowsShape, type TidyColumn, tidyColumns } from "./tidy.ts";

/** What one chunk of the engine holds; appending it is synchronous and takes a few milliseconds. */
const CHUNK = 2048;

type Rows = RowsShape & { rows: Iterable<Answer["rows"][number]> };

/**
 * Writes an answer's rows as a Parquet file in the columns of `tidyColumns`, and gives how many rows are in it. An engine of
 * its own in memory writes it: that of the readers may write nowhere.
 */
export async function writeParquet(
  answer: Rows,
  path: string,
  onRows: (rows: number) => void,
): Promise<number> {
  const instance = await DuckDBInstance.create(":memory:", {
    ...{ autoinstall_known_extensions: "false", autoload_known_extensions: "false" },
    ...{ memory_limit: "1GB", temp_directory: `${path}.spill` },
  });
  const connection = await instance.connect();
  try {
    await fill(connection, answer, onRows);
    await connection.run(`copy answer to ${quoted(path, "'")} (format parquet, compression zstd)`);
    const read = await connection.runAndReadAll(
      `select count(*)::integer from read_parquet(${quoted(path, "'")})`,
    );
    return Number(read.value(0, 0));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function fill(
  connection: DuckDBConnection,
  answer: Rows,
  onRows: (rows: number) => void,
): Promise<void> {
  const columns = tidyColumns(answer);
  const types = columns.map(({ kind }) => (kind === "number" ? DOUBLE : VARCHAR));
  const fields = columns.map(({ name }, at) => `${quoted(name, '"')} ${types[at]}`);
  await connection.run(`create table answer (${fields.join(", ")})`);
  const appender = await connection.createAppender("answer");
  let from = 0;
  for (const rows of batched(answer.rows, CHUNK)) {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setColumns(columns.map((column) => valuesOf(column, rows, from)));
    appender.appendDataChunk(chunk);
    from += rows.length;
    onRows(rows.length);
    await setImmediate();
  }
  appender.closeSync();
}

const valuesOf = ({ of }: TidyColumn, rows: Answer["rows"], from: number) =>
  rows.map((row, at) => of(row, from + at));

const quoted = (text: string, mark: string) => mark + text.replaceAll(mark, mark + mark) + mark;
