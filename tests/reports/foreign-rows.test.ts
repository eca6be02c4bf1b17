import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Reader, readerFor, type Warehouse } from "#warehouse";
import { extractOf } from "../../api/export/extract.ts";
import { workbookStream } from "../../api/export/workbook/workbook.ts";
import { refuseForeign } from "../../api/schedules/check-scope.ts";
import { accessDistrict, publishedSchools } from "../access/access-district.ts";

let warehouse: Warehouse;
let principal: Reader;
let coordinator: Reader;
beforeAll(async () => {
  warehouse = await publishedSchools();
  const sources = { district: accessDistrict, warehouse };
  principal = await readerFor(sources, "principal", "2025-03-28");
  coordinator = await readerFor(sources, "coordinator", "2025-03-28");
});
afterAll(() => warehouse.close());

/** A workbook as a reader gets it, with its answer. */
async function made(reader: Reader) {
  const slices = [{ measures: ["enrollment"], by: ["school"] }];
  const asked = { title: "Enrollment", slices, sheets: [], notes: [] };
  const extract = await extractOf(asked, reader, { warehouse, district: accessDistrict });
  const answer = extract.sheets[0]?.answer;
  if (!answer) throw new Error("no answer");
  return { file: await buffer(workbookStream(extract)), answer };
}

it("a file of her own school is let out, and the district's to whoever reaches all of it", async () => {
  for (const reader of [principal, coordinator]) {
    const { file, answer } = await made(reader);
    await expect(refuseForeign(file, { answer, reader, warehouse })).resolves.toBeUndefined();
  }
});

it("a file that holds a row of another school is held back, by its key and by its name", async () => {
  const [own, all] = [await made(principal), await made(coordinator)];
  const reader = principal;
  for (const [file, answer] of [
    [all.file, all.answer],
    [own.file, all.answer],
    [all.file, own.answer],
  ] as const)
    await expect(refuseForeign(file, { answer, reader, warehouse })).rejects.toThrow(
      /holds Birch, which is outside/,
    );
});

it("files of those whose grants reach further than they name are let out", async () => {
  const { file, answer } = await made(coordinator);
  const [grant] = principal.grants;
  if (!grant) throw new Error("no grant");
  const over = (changed: Partial<typeof grant>): Reader => ({
    ...principal,
    grants: [{ ...grant, ...changed }],
  });
  for (const reader of [over({ mayReadHistory: true }), over({ scope: { kind: "operator", ids: ["x"] } })])
    await expect(refuseForeign(file, { answer, reader, warehouse })).resolves.toBeUndefined();
  const special = over({ subjects: ["special_education"] });
  await expect(refuseForeign(file, { answer, reader: special, warehouse })).rejects.toThrow(/holds Birch/);
});
