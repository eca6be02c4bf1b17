import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Grant, Reader, Warehouse } from "#warehouse";
import { extractOf } from "../../api/export/extract.ts";
import { workbookStream } from "../../api/export/workbook/workbook.ts";
import { refuseForeign } from "../../api/schedules/check-scope.ts";
import {
  absences,
  alder,
  birch,
  miniDistrict,
  rosterStudent,
  spell,
  threeSchools,
} from "../../warehouse/build/mini-district.ts";
import { publishedMini, readerWith } from "../../warehouse/published-mini.ts";

/** Ann moved from Alder to Birch; the charter is another operator's, in another region. */
const rows = [
  threeSchools,
  `update stg_organization set region = if(name = 'Cedar Charter', 'South', 'North'),
    operator_id = if(name = 'Cedar Charter', 'harbor', null), operator_name = if(name = 'Cedar Charter', 'Harbor', null);`,
  ...["ann", "ben", "cy"].map((id, at) => rosterStudent("sis", id, `900000000${at + 1}`, `${id} Archer`)),
  spell("ann", alder, "2024-08-12", "2024-12-20", "transferred"),
  spell("ann", birch, "2025-01-06", null),
  spell("ben", birch, "2024-08-12", null),
  spell("cy", "07612340000030", "2024-08-12", null),
  absences("ben", birch, "2024-09-02", 2),
].join("\n");

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await publishedMini(rows);
});
afterAll(() => warehouse.close());

const over = (scope: Grant["scope"], rest: { mayReadHistory?: boolean } = {}) =>
  readerWith({ scope, mayReadStudents: true, ...rest });
const wholeDistrict = over({ kind: "district" });

/** A workbook as a reader gets it, with its answer. */
async function made(reader: Reader, by: string[], pivot?: string) {
  const slice = { measures: ["cumulative_enrollment"], by, ...(pivot === undefined ? {} : { pivot }) };
  const asked = { title: "region", slices: [slice], sheets: [], notes: [] };
  const extract = await extractOf(asked, reader, { warehouse, district: miniDistrict });
  const answer = extract.sheets[0]?.answer;
  if (!answer) throw new Error("no answer");
  return { file: await buffer(workbookStream(extract)), answer, slice };
}

type Made = Awaited<ReturnType<typeof made>>;
const letOut = ({ file, answer, slice }: Made, reader: Reader) =>
  refuseForeign(file, { answer, slice, reader, warehouse });

const kinds = [
  { who: "of one school", reader: over({ kind: "school", ids: [alder] }), holds: "Birch" },
  { who: "of an operator", reader: over({ kind: "operator", ids: ["harbor"] }), holds: "Alder" },
  { who: "of a region", reader: over({ kind: "region", ids: ["North"] }), holds: "Cedar Charter" },
  { who: "of a child", reader: over({ kind: "student", ids: ["9000000001"] }), holds: "Cedar Charter" },
  {
    who: "of a school and the past of its students",
    reader: over({ kind: "school", ids: [birch] }, { mayReadHistory: true }),
    holds: "Cedar Charter",
  },
  {
    who: "of a region, counts only",
    reader: readerWith({ scope: { kind: "region", ids: ["North"] }, mayReadStudents: false }),
    holds: "Cedar Charter",
  },
];

describe.each(kinds)("a file for a reader $who", ({ reader, holds }) => {
  it("is let out as she gets it", async () => {
    const isPublished = reader.grants.some(({ mayReadStudents }) => !mayReadStudents);
    for (const by of isPublished ? [["school"]] : [["school"], ["school", "region", "operator"], ["region"]])
      await expect(letOut(await made(reader, by), reader)).resolves.toBeUndefined();
  });

  it("is held back where a row of another school is planted in the answer, in the file, or in both", async () => {
    const [own, all] = [await made(reader, ["school"]), await made(wholeDistrict, ["school"])];
    for (const planted of [all, { ...own, answer: all.answer }, { ...own, file: all.file }])
      await expect(letOut(planted, reader)).rejects.toThrow(`holds ${holds}, which is outside`);
  });
});

it("a file with a row or a column of another region is held back, though it names no school", async () => {
  const { reader } = kinds[2] ?? { reader: wholeDistrict };
  const own = await made(reader, ["region"]);
  const rows = await made(wholeDistrict, ["region"]);
  for (const planted of [rows, { ...own, file: rows.file }])
    await expect(letOut(planted, reader)).rejects.toThrow(/holds South, which is outside/);
  const totals = [...rows.answer.rows].map(({ region }) => ({
    region: region ?? null,
    cumulative_enrollment: 1,
  }));
  await expect(letOut({ ...own, answer: { ...own.answer, totals } }, reader)).rejects.toThrow(/holds South/);
  const columns = await made(wholeDistrict, ["level", "region"], "region");
  await expect(letOut(columns, reader)).rejects.toThrow(/holds South, which is outside/);
});

it("the district's file is let out to whoever reaches all of it", async () => {
  for (const by of [["school"], ["operator", "region"]])
    await expect(letOut(await made(wholeDistrict, by), wholeDistrict)).resolves.toBeUndefined();
});

it("a grant over money or another subject lets out no row of a school's students", async () => {
  const school = over({ kind: "school", ids: [alder] });
  const money: Grant[] = wholeDistrict.grants.map((grant) => ({ ...grant, subjects: ["finance"] }));
  const reader = { ...school, grants: [...school.grants.map((grant) => grant), ...money] };
  await expect(letOut(await made(wholeDistrict, ["school"]), reader)).rejects.toThrow(/holds Birch/);
});
