import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { load } from "#pipelines";
import {
  type NamedGroup,
  openWarehouse,
  readerFor,
  type Slice,
  type Warehouse,
  withNamedGroups,
} from "#warehouse";
import { writeDistrict } from "../pipelines/synthetic/index.ts";
import { exactDistrict as district } from "./exact-district.ts";
import { type Comparing, differences, labelsOf } from "./naive/compare.ts";
import { factsOf } from "./naive/facts.ts";
import { randomGroups, spelledOut } from "./naive/groups.ts";
import { naiveMeasures } from "./naive/measures.ts";
import { type Reach, randomSlice, seeded } from "./naive/random-slice.ts";
import { type Records, readRecords } from "./naive/sources/records.ts";
import { worldOf } from "./naive/world.ts";

const asOf = "2026-11-20";
const slices = Number(process.env.ROLLBOOK_NAIVE_SLICES ?? 200);
const seed = Number(process.env.ROLLBOOK_NAIVE_SEED ?? 7);
const folder = mkdtempSync(join(tmpdir(), "rollbook-naive-"));
const reader = await readerFor({ district }, "admin", asOf);

let warehouse: Warehouse;
let records: Records;
let comparing: Omit<Comparing, "labels">;
let reach: Reach;
let groups: NamedGroup[];

beforeAll(async () => {
  const source = join(folder, "source");
  const dataDir = join(folder, "data");
  await writeDistrict({ students: 600, years: 3, seed, out: source, asOf });
  await load({ district, dataDir, path: source, asOf });
  warehouse = withNamedGroups(await openWarehouse({ dataDir, district }), async () => groups);
  records = readRecords(source);
  const world = worldOf(records, district, asOf);
  comparing = { ground: { facts: factsOf(world), asOf }, names: world.people.names };
  const schools = comparing.ground.facts.spells.map(({ place }) => String(place?.dimensions.school));
  groups = randomGroups(seeded(seed), [...new Set(schools)], [...world.people.names.keys()]);
  reach = new Map(warehouse.catalog(reader).measures.map(({ key, dimensions }) => [key, dimensions]));
});

afterAll(() => {
  warehouse?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function differencesOf(slice: Slice): Promise<string[]> {
  const { limit: _, pivot: __, ...whole } = slice;
  const { answers } = await warehouse.answer([slice, whole], reader);
  const [answer, uncut] = answers;
  if (!answer || !uncut) throw new Error("Two slices have two answers.");
  return differences(spelledOut(slice, groups), answer, { ...comparing, labels: labelsOf(uncut) });
}

describe("a second implementation, loops over the source files", () => {
  test("knows every measure", () => {
    expect(Object.keys(naiveMeasures).sort()).toEqual([...reach.keys()].sort());
  });

  test("refuses the same rows of the same files, and counts every row", () => {
    const manifest = warehouse.manifest();
    const delimited = manifest.sources.filter(({ feed }) => feed !== "oneroster");
    const counts = delimited.map(({ source, feed, read, loaded, rejected, quarantined }) => ({
      source,
      feed,
      read,
      loaded,
      rejected,
      quarantined,
    }));
    const order = (a: { source: string; feed: string }, b: { source: string; feed: string }) =>
      `${a.source} ${a.feed}` < `${b.source} ${b.feed}` ? -1 : 1;
    expect(counts.sort(order)).toEqual([...records.counted].sort(order));
  });

  test.each(Object.keys(naiveMeasures))(
    "gives the same %s for the whole district, by year and by school",
    async (key) => {
      const dimensions = reach.get(key) ?? [];
      const always = key === "days_left_before_chronic" ? ["student"] : [];
      const asked = [[], ["school_year"], ["school"], ["student_group"]].filter((by) =>
        by.every((dimension) => dimensions.includes(dimension)),
      );
      for (const by of asked) {
        const slice: Slice = { measures: [key], by: [...by, ...always], totals: "all" };
        expect.soft(await differencesOf(slice), JSON.stringify(slice)).toEqual([]);
      }
    },
  );

  test(
    `gives the same figures for ${slices} random slices`,
    async () => {
      const random = seeded(seed);
      for (let left = slices; left > 0; left--) {
        const slice = randomSlice({ random, facts: comparing.ground.facts, reach, groups });
        expect.soft(await differencesOf(slice), JSON.stringify(slice)).toEqual([]);
      }
    },
    slices * 5_000,
  );
});
