import type { Slice } from "#warehouse";
import { district } from "../district.config.ts";
import { needed, today } from "./given.ts";
import type { Values } from "./options.ts";
import { print } from "./tell.ts";

export async function answer(slice: string | undefined, values: Values): Promise<void> {
  const { answerOnRecord, openControl, openWarehouse, readerFor } = await import("#warehouse");
  const text = needed(
    slice,
    `Give the slice as JSON: rollbook answer '{"measures":["enrollment"]}' --as admin.`,
  );
  const account = needed(values.as, "Say for whom: --as ACCOUNT, for example --as admin.");
  const asked = await parseSlice(text);
  const warehouse = await openWarehouse({
    dataDir: values.data,
    district,
    engine: process.env.ROLLBOOK_ENGINE,
  });
  const databaseUrl = process.env.DATABASE_URL;
  const control = await openControl({ dataDir: values.data, databaseUrl });
  try {
    const reader = await readerFor({ district, warehouse, control }, account, today(values));
    const place = { dataDir: values.data, databaseUrl, now: new Date() };
    const { purpose = null } = values;
    const found = await answerOnRecord(asked, { ...place, warehouse, reader, purpose });
    print(values, found, JSON.stringify(found, null, 2));
  } finally {
    warehouse.close();
    await control.close();
  }
}

async function parseSlice(text: string): Promise<Slice> {
  const { sliceSchema } = await import("#api/contract");
  const { data: slice, error } = sliceSchema.safeParse(parseJson(text));
  if (slice) return slice;
  const [issue] = error.issues;
  const where = issue?.path.join(".") || "the whole";
  throw new Error(
    `The slice cannot be read at ${where} (${issue?.message}). It looks like {"measures":["enrollment"]}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new Error(
      `The slice is not JSON (${why}). Put it between single quotes, and names between double ones.`,
    );
  }
}
