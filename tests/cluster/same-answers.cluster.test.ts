import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  goldenStatements,
  openWarehouse,
  publishToCluster,
  type Reader,
  readCurrentGeneration,
  type Slice,
  type Warehouse,
  WarehouseError,
} from "#warehouse";
import { exactDistrict as district } from "../exact-district.ts";
import { type Facts, factsOf } from "../naive/facts.ts";
import { randomSlice, seeded } from "../naive/random-slice.ts";
import { readRecords } from "../naive/sources/records.ts";
import { worldOf } from "../naive/world.ts";
import { asOf, type MadeUp, madeUp } from "./made-up.ts";
import { readersOf } from "./readers.ts";
import { type RunningCluster, startCluster } from "./running-cluster.ts";

const slices = Number(process.env.ROLLBOOK_CLUSTER_SLICES ?? 2000);
const seed = Number(process.env.ROLLBOOK_CLUSTER_SEED ?? 7);
/** So many random slices are one test. */
const BATCH = 50;

let cluster: RunningCluster | null = null;
let made: MadeUp;
let builder: Warehouse;
let served: Warehouse;
let readers: Reader[];
let facts: Facts;

beforeAll(async () => {
  const given = process.env.ROLLBOOK_CLUSTER_URL;
  if (!given) cluster = await startCluster({ shards: Number(process.env.ROLLBOOK_CLUSTER_SHARDS ?? 2) });
  const address = given ?? cluster?.address ?? "";
  made = await madeUp();
  const { source, dataDir } = made;
  const manifest = readCurrentGeneration(dataDir);
  if (!manifest) throw new Error("Nothing was loaded.");
  await publishToCluster({ dataDir, manifest, to: address, keep: 2, onProgress: () => undefined });
  builder = await openWarehouse({ dataDir, district });
  served = await openWarehouse({ dataDir, district, engine: address });
  facts = factsOf(worldOf(readRecords(source), district, asOf));
  readers = await readersOf(await schoolsIn(builder));
});

afterAll(async () => {
  builder?.close();
  served?.close();
  await cluster?.stop();
  made?.remove();
});

function adminOf([admin]: Reader[]): Reader {
  if (!admin) throw new Error("There is no reader.");
  return admin;
}

async function schoolsIn(warehouse: Warehouse): Promise<string[]> {
  const admin = adminOf(await readersOf([]));
  const { answers } = await warehouse.answer([{ measures: ["enrollment"], by: ["school"] }], admin);
  return (answers[0]?.rows ?? []).flatMap(({ school }) =>
    typeof school === "object" && school?.key ? [String(school.key)] : [],
  );
}

/** An answer whole, or the refusal in its place. */
async function answerOf(warehouse: Warehouse, slice: Slice, reader: Reader): Promise<unknown> {
  try {
    return (await warehouse.answer([slice], reader)).answers[0];
  } catch (error) {
    if (!(error instanceof WarehouseError) || error.code === "engine_unavailable") throw error;
    return { code: error.code, message: error.message };
  }
}

async function expectSame(slice: Slice, reader: Reader): Promise<void> {
  const asked = `${JSON.stringify(slice)} as ${reader.account}`;
  expect.soft(await answerOf(served, slice, reader), asked).toEqual(await answerOf(builder, slice, reader));
}

const dimensionsOf = (measure: string, reader: Reader) =>
  builder.catalog(reader).measures.find(({ key }) => key === measure)?.dimensions ?? [];

describe("the cluster answers as DuckDB does: the same rows, marks, totals and order", () => {
  test.each(goldenStatements().map(({ measure }) => measure))(
    "%s, of all, by year, by school and by group, beside the year before",
    async (measure) => {
      const reader = adminOf(readers);
      const always = measure === "days_left_before_chronic" ? ["student"] : [];
      const dimensions = dimensionsOf(measure, reader);
      const asked = [[], ["school_year"], ["school"], ["student_group"]].filter((by) =>
        by.every((dimension) => dimensions.includes(dimension)),
      );
      for (const by of asked)
        await expectSame({ measures: [measure], by: [...by, ...always], totals: "all" }, reader);
      if (dimensions.includes("school_year"))
        await expectSame({ measures: [measure], by: always, compare: "previous_year" }, reader);
    },
  );

  const batches = Array.from({ length: Math.ceil(slices / BATCH) }, (_, batch) => batch);
  test.each(batches)(`random slices, batch %i of ${batches.length}`, async (batch) => {
    const random = seeded(seed + batch);
    const admin = adminOf(readers);
    const reach = new Map(
      builder.catalog(admin).measures.map(({ key, dimensions }) => [key, dimensions] as const),
    );
    for (let at = 0; at < Math.min(BATCH, slices - batch * BATCH); at++) {
      const reader = readers[at % 2 === 0 ? 0 : Math.floor(random() * readers.length)] ?? admin;
      await expectSame(randomSlice({ random, facts, reach }), reader);
    }
  });
});

describe("what a person writes into a filter", () => {
  test.each([
    ...["O'Brien", 'a "quoted" name', "a\\b", "ends with \\", "tab\tand\nline", "ñandú 北京 🎒", ""],
    ...["{p1:String}", "'; drop table fct_iep; --", "NULL", "\\N", "a\u0000b"],
  ])("is a value and nothing else: %j", async (value) => {
    const reader = adminOf(readers);
    for (const op of ["in", "not_in"] as const) {
      const where = [{ dimension: "region", op, values: [value, "North"] }];
      await expectSame({ measures: ["attendance_rate"], by: ["region"], where }, reader);
    }
  });

  test("may be a list of thousands", async () => {
    const reader = adminOf(readers);
    const values = Array.from({ length: 20_000 }, (_, at) => `school ${at}`);
    const where = [{ dimension: "school", op: "not_in" as const, values }];
    await expectSame({ measures: ["enrollment"], by: ["school"], where, totals: "all" }, reader);
  });

  test("is refused where it is a day that the cluster cannot hold", async () => {
    const reader = adminOf(readers);
    const where = [{ dimension: "date", op: "between" as const, values: ["1066-10-14", "2026-11-20"] }];
    const asked = served.answer([{ measures: ["daily_attendance_rate"], where }], reader);
    await expect(asked).rejects.toThrow("1066-10-14 cannot be asked of clickhouse");
  });
});
