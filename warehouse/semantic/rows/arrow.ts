import { setImmediate } from "node:timers/promises";
import {
  type Data,
  Field,
  Float64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import type { Answer } from "../slice.ts";
import { type RowsShape, type TidyColumn, tidyColumns } from "./tidy.ts";

const BATCH = 5000;

type Row = Answer["rows"][number];
type Rows = RowsShape & { rows: Iterable<Row> };

/**
 * An answer's rows as an Arrow IPC stream in the columns of `tidyColumns`: keys, labels and marks as text, a measure as a
 * nullable float, unrounded.
 */
export function toArrow(answer: Rows): Uint8Array {
  return tableToIPC(new Table(schemaOf(tidyColumns(answer)), [...arrowBatches(answer)]), "stream");
}

/**
 * The same, batch by batch as it is taken; `onRows` is told of rows as they are written. The library's own stream stands
 * still where it is read while it fills, and holds everything where it is read slowly.
 */
export async function* arrowBytes(answer: Rows, onRows: (rows: number) => void): AsyncGenerator<Uint8Array> {
  const writer = new RecordBatchStreamWriter();
  const queue = writer[Symbol.asyncIterator]();
  let next = queue.next();
  for (const batch of arrowBatches(answer)) {
    writer.write(batch);
    // What comes before the next turn of the event loop is of this batch; then there is no more of it.
    for (let taken = await soon(next); taken && !taken.done; taken = await soon(next)) {
      yield taken.value;
      next = queue.next();
    }
    onRows(batch.numRows);
  }
  writer.finish();
  for (let taken = await next; !taken.done; taken = await queue.next()) yield taken.value;
}

const soon = <T>(promise: Promise<T>): Promise<T | null> => Promise.race([promise, setImmediate(null)]);

function* arrowBatches(answer: Rows): Generator<RecordBatch> {
  const columns = tidyColumns(answer);
  const schema = schemaOf(columns);
  const batchOf = (rows: Row[], from: number) => {
    const children = columns.map((column) => dataOf(column, rows, from));
    return new RecordBatch(
      schema,
      makeData({ type: new Struct(schema.fields), length: rows.length, children }),
    );
  };
  let from = 0;
  for (const rows of batched(answer.rows, BATCH)) {
    yield batchOf(rows, from);
    from += rows.length;
  }
  // Of no rows, too, a reader learns the columns.
  if (from === 0) yield batchOf([], 0);
}

const schemaOf = (columns: TidyColumn[]) =>
  new Schema(
    columns.map(({ name, kind }) => new Field(name, kind === "number" ? new Float64() : new Utf8(), true)),
  );

function dataOf(column: TidyColumn, rows: Row[], from: number): Data {
  const vector =
    column.kind === "number"
      ? vectorFromArray(
          rows.map((row, at) => column.of(row, from + at)),
          new Float64(),
        )
      : vectorFromArray(
          rows.map((row, at) => column.of(row, from + at)),
          new Utf8(),
        );
  const [data] = vector.data;
  if (!data) throw new Error(`The column ${column.name} has no values.`);
  return data;
}

/** The rows in groups of so many. */
export function* batched(rows: Iterable<Row>, size: number): Generator<Row[]> {
  let group: Row[] = [];
  for (const row of rows) {
    if (group.push(row) < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
