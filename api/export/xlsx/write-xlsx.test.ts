import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { columnLetters, type SheetDraft, type SheetValue } from "./draft.ts";
import { writeXlsx } from "./write-xlsx.ts";
import { xmlText } from "./xml-text.ts";

const sheet = (rows: SheetValue[][], rest: Partial<SheetDraft> = {}): SheetDraft => ({
  ...{ name: "Sheet", columns: [{ width: 10, style: {} }], head: [], merges: [], foot: [] },
  ...{ highlights: [], print: { title: "", note: "" }, rows, rowCount: rows.length },
  ...rest,
});

async function written(draft: SheetDraft): Promise<ExcelJS.Worksheet | undefined> {
  const bytes = await buffer(writeXlsx({ title: "T", sheets: [draft] }));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return workbook.worksheets[0];
}

describe("a workbook's writer", () => {
  it.each([
    ["what looks like a formula", "=HYPERLINK(1)"],
    ["markup", `<img onerror="alert(1)"> & 'more'`],
    ["spaces at its ends, and lines", " a\nb "],
    ["signs beyond the first plane", "学校 🏫"],
  ])("keeps text with %s as it is", async (_, text) => {
    const cell = (await written(sheet([[text]])))?.getCell("A1");
    expect([cell?.type, cell?.value]).toEqual([ExcelJS.ValueType.String, text]);
  });

  it("cuts text at what a cell holds", async () => {
    const value = (await written(sheet([["x".repeat(40_000)]])))?.getCell("A1").value;
    expect(String(value)).toHaveLength(32_767);
  });

  it("writes what Excel would read as an escape as an escape of itself", () => {
    expect(xmlText("_x0041_ and _x000d_, not _x1_")).toBe("_x005F_x0041_ and _x005F_x000d_, not _x1_");
  });

  it("keeps every digit of a number, and days without their hour", async () => {
    const numbers = [0.1 + 0.2, -1e-7, 2 ** 53];
    const found = await written(sheet(numbers.map((number) => [number])));
    expect(numbers.map((_, row) => found?.getCell(`A${row + 1}`).value)).toEqual(numbers);
    const days = { columns: [{ width: 10, style: { format: "yyyy-mm-dd" } }] };
    const day = new Date("2026-02-28T00:00:00Z");
    expect((await written(sheet([[day]], days)))?.getCell("A1").value).toEqual(day);
  });

  it.each([1, 3])("breaks off where %i rows were told and there are two", async (rowCount) => {
    await expect(
      buffer(writeXlsx({ title: "T", sheets: [sheet([[1], [2]], { rowCount })] })),
    ).rejects.toThrow(`The sheet "Sheet" has 2 rows of the ${rowCount} that were told.`);
  });

  it("prints a title with its ampersands", async () => {
    const found = await written(sheet([[1]], { print: { title: "A & B", note: "n" } }));
    expect(found?.headerFooter.oddHeader).toBe("&LA && B");
  });

  it("letters its columns as Excel does", () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  });
});
