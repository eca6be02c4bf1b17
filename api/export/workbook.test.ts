import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { answer, extract } from "./fixture.ts";
import { workbookStream } from "./workbook.ts";

async function open(...asked: Parameters<typeof workbookStream>): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  const bytes = await buffer(workbookStream(...asked));
  await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return workbook;
}
const valuesOf = (sheet: ExcelJS.Worksheet | undefined, row: number) =>
  ["A", "B", "C", "D"].map((column) => sheet?.getCell(`${column}${row}`).value ?? null);

describe("a workbook", () => {
  it("keeps text as text, days as days and numbers unrounded", async () => {
    const sheet = (await open(extract)).worksheets[0];
    expect(sheet?.getCell("A2").type).toBe(ExcelJS.ValueType.String);
    expect(sheet?.getCell("A2").value).toBe("=HYPERLINK(1)");
    expect(sheet?.getCell("A3").value).toBe("0042");
    expect(sheet?.getCell("B2").value).toEqual(new Date("2026-12-01T00:00:00Z"));
    expect(sheet?.getCell("C2").value).toBe(1 / 3);
    expect(sheet?.getCell("C2").numFmt).toBe("0.0%");
    expect(sheet?.getCell("D2").value).toBe(0);
  });

  it("has a title without what XML cannot carry", async () => {
    expect((await open({ ...extract, title: "Board\u0001 packet\ufffe" })).title).toBe("Board packet");
  });

  it("writes a sign, never a zero, where there is no number", async () => {
    const sheet = (await open(extract)).worksheets[0];
    expect(valuesOf(sheet, 3).slice(2)).toEqual(["*", "n/r"]);
    expect(sheet?.getCell("C4").value).toBe("–");
  });

  it("freezes the header, filters the rows and sets the total apart", async () => {
    const sheet = (await open(extract)).worksheets[0];
    expect(sheet?.name).toBe("Schools  by day");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet?.autoFilter).toBe("A1:D4");
    expect(valuesOf(sheet, 5)).toEqual(["Total", null, 0.25, "n/a"]);
    expect(sheet?.getCell("C5").numFmt).toBe("0.0%");
    expect(sheet?.getRow(5).font.bold).toBe(true);
  });

  it("tells in About what was asked, how complete it is and what the signs mean", async () => {
    const about = (await open(extract)).getWorksheet("About");
    const lines = (about?.getSheetValues() ?? []).map((line) =>
      Array.isArray(line) ? line.slice(1).join(": ") : "",
    );
    const text = lines.join("\n");
    expect(text).toContain(
      "Question: Absence and Days absent, by School and Due, where School year is 2026-27, against the year before.",
    );
    expect(text).toContain("Schools reporting: 23 of 24 schools; missing: Cedar");
    expect(text).toContain(
      "Days absent of days expected. California Department of Education, DataQuest, version 1.",
    );
    for (const sign of ["*", "n/r", "n/a", "–"])
      expect(lines.some((line) => line.startsWith(`${sign}: `))).toBe(true);
  });

  it("continues on another sheet where one is full, and loses no row", async () => {
    const rows = Array.from({ length: 2500 }, (_, n) => ({ ...answer.rows[0], days_absent: n }));
    const [only] = extract.sheets;
    if (!only) throw new Error("the fixture has a sheet");
    const long = { ...extract, sheets: [{ ...only, answer: { ...answer, rows, marks: [] } }] };
    const workbook = await open(long, 1000);
    expect(workbook.worksheets.map(({ name, rowCount }) => [name, rowCount]).slice(0, 3)).toEqual([
      ["Schools  by day", 1001],
      ["Schools  by day (2)", 1001],
      ["Schools  by day (3)", 502],
    ]);
    expect(workbook.worksheets[2]?.getCell("D501").value).toBe(2499);
  });
});
