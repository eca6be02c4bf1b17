import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openControl, openWarehouse, readerFor, type Warehouse } from "#warehouse";
import { district } from "../district.config.ts";
import { type Facts, factsOf } from "./naive/facts.ts";
import { seeded } from "./naive/random-slice.ts";
import { readRecords } from "./naive/sources/records.ts";
import { worldOf } from "./naive/world.ts";
import { appOver, pagesOf, withAccounts } from "./scope-cut/app.ts";
import { ask, slicesFor } from "./scope-cut/asked.ts";
import { cutStore } from "./scope-cut/cut-store.ts";
import { asOf, handedOver, loadDistrict } from "./scope-cut/district.ts";
import { checkMailed } from "./scope-cut/mailed.ts";
import { type Person, peopleWith, scoped, unscoped } from "./scope-cut/people.ts";

/** Every night 1,000 slices in all; with every change 240. */
const isNight = process.env.ROLLBOOK_NIGHTLY === "1";

/** Alameda Vista Elementary takes children in and sends others on; the child came to it in October. */
const people = peopleWith({
  school: "07612346130021",
  otherSchool: "07612340130208",
  handedOver,
  child: "1491979724",
});
const slicesEach = isNight ? Math.ceil(1000 / people.length) : 20;
const folder = mkdtempSync(join(tmpdir(), "rollbook-cut-"));
const dataDir = join(folder, "data");
const everybody = await readerFor({ district }, "admin", asOf);

let warehouse: Warehouse;
let facts: Facts;
beforeAll(async () => {
  const source = join(folder, "source");
  await loadDistrict(source, dataDir);
  warehouse = await openWarehouse({ dataDir, district });
  facts = factsOf(worldOf(readRecords(source), district, asOf));
});
afterAll(() => {
  warehouse?.close();
  rmSync(folder, { recursive: true, force: true });
});

const slicesOf = (person: Person, seed: number, count = slicesEach) =>
  slicesFor(person, count, { random: seeded(seed), facts, everybody, warehouse });

describe("a scoped reader is answered as an unscoped one on rows cut to her scope, byte for byte", () => {
  it.each(people.map((person, seed) => ({ ...person, seed })))("$who", async ({ seed, ...person }) => {
    const place = join(folder, `cut-${seed}`);
    await cutStore(dataDir, place, person.grants);
    const cutWarehouse = await openWarehouse({ dataDir: place, district });
    let withRows = 0;
    for (const slice of slicesOf(person, seed)) {
      const within = await ask(warehouse, slice, scoped(person));
      const whole = await ask(cutWarehouse, slice, unscoped(person));
      expect.soft(within.bytes, JSON.stringify(slice)).toBe(whole.bytes);
      if (within.rows > 0) withRows++;
    }
    cutWarehouse.close();
    const readsStudents = person.grants.some(({ mayReadStudents }) => mayReadStudents);
    expect(withRows).toBeGreaterThanOrEqual(slicesEach / (readsStudents ? 2 : 20));
  });
});

it.each(people)("no mail to $who is held back for schools as they were at the time", async (person) => {
  const isPublished = person.grants.every(({ mayReadStudents }) => !mayReadStudents);
  expect(await checkMailed(scoped(person), warehouse)).toBeGreaterThan(isPublished ? 0 : 2);
});

describe("what is remembered changes no byte", () => {
  it("of answers, whoever asked the same before", async () => {
    const slices = people.slice(0, 3).flatMap((person, index) => slicesOf(person, 100 + index, 2));
    const asking = people.filter((_, index) => index % 2 === 0);
    const remembered = new Map<string, string>();
    for (const time of ["once", "again"])
      for (const [index, slice] of slices.entries())
        for (const person of asking) {
          const { bytes } = await ask(warehouse, slice, scoped(person));
          const key = `${person.who} ${index}`;
          if (time === "again") expect.soft(bytes, key).toBe(remembered.get(key));
          remembered.set(key, bytes);
        }
    for (const person of asking) {
      const fresh = await openWarehouse({ dataDir, district });
      for (const [index, slice] of slices.entries()) {
        const { bytes } = await ask(fresh, slice, scoped(person));
        expect.soft(bytes, JSON.stringify(slice)).toBe(remembered.get(`${person.who} ${index}`));
      }
      fresh.close();
    }
    expect(new Set(remembered.values()).size).toBeGreaterThan(slices.length * 2);
  });

  it("of pages, whoever opened the same before, and no browser may keep one for another", async () => {
    const control = await openControl({ dataDir });
    const place = { warehouse, control, district: withAccounts(district, people), pagesDir: folder };
    const paths = ["school", "parent", "data"].map((page) => `/api/pages/${page}`);
    const opening = people.filter(({ who }) => /^a (principal|parent|principal of two schools)$/.test(who));
    const warm = appOver(place);
    const opened = new Map<string, string>();
    for (const time of ["once", "again", "alone"])
      for (const person of opening) {
        const open = await pagesOf(time === "alone" ? appOver(place) : warm, person);
        for (const path of paths) {
          const response = await open(path, {
            "if-none-match": "*",
            "if-modified-since": new Date(0).toUTCString(),
          });
          const bytes = `${response.status} ${await response.text()}`;
          const key = `${person.who} ${path}`;
          if (time !== "once") expect.soft(bytes, `${key}, ${time}`).toBe(opened.get(key));
          opened.set(key, bytes);
          expect(response.status).not.toBe(304);
          expect(response.headers.get("etag")).toBeNull();
          expect(response.headers.get("cache-control")).toBe("no-store");
        }
      }
    await control.close();
    const shown = [...opened.values()].filter((bytes) => bytes.startsWith("200"));
    expect(shown.length).toBeGreaterThanOrEqual(opening.length);
  });
});
