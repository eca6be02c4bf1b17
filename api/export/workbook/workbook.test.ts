import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../contract.ts";
import type { Extract } from "../about.ts";
import { answer, extract } from "../fixture.ts";
import { workbookStream } from "./workbook.ts";

async function open(...asked: Parameters<typeof workbookStream>): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  const bytes = await buffer(workbookStream(...asked));
  await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return workbook;
}
const valuesOf = (sheet: ExcelJS.Worksheet | undefined, row: number) =>
  ["A", "B", "C", "D"].map((column) => sheet?.getCell(`${column}${row}`).value ?? null);

/** The extract with an answer that has this, too. */
function withAnswer(rest: Partial<Answer>): Extract {
  const [only] = extract.sheets;
  if (!only) throw new Error("the fixture has a sheet");
  return { ...extract, sheets: [{ ...only, answer: { ...answer, ...rest } }] };
}

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

  it("freezes the header, filters the rows, sets the total apart and prints the header on every page", async () => {
    const sheet = (await open(extract)).worksheets[0];
    expect(sheet?.name).toBe("Schools  by day");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet?.autoFilter).toBe("A1:D4");
    expect(valuesOf(sheet, 5)).toEqual(["Total", null, 0.25, "n/a"]);
    expect(sheet?.getCell("C5").numFmt).toBe("0.0%");
    expect(sheet?.getCell("C5").font.bold).toBe(true);
    expect(sheet?.pageSetup).toMatchObject({ orientation: "landscape", fitToWidth: 1, fitToHeight: 0 });
    expect(sheet?.pageSetup.printTitlesRow).toBe("1:1");
    expect(sheet?.headerFooter.oddFooter).toContain("Page &P of &N");
  });

  it("names the cells of every column by its key", async () => {
    const { definedNames } = await open(extract);
    expect(definedNames.getRanges("days_absent").ranges).toEqual(["'Schools  by day'!$D$2:$D$4"]);
  });

  it("groups the columns of a measure under its name, and says a change in words with a sign", async () => {
    const part = (key: string, name: "value" | "change") =>
      ({
        key,
        label: `Absence ${name}`,
        kind: "measure",
        measure: "absence_rate",
        part: name,
        unit: "percent",
      }) as const;
    const columns = [
      ...answer.columns.slice(0, 1),
      part("absence_rate", "value"),
      part("absence_rate__change", "change"),
    ];
    const rows = [0.02, -0.02, 0.0004, null].map((change, at) => ({
      ...{
        school: { key: String(at), label: `School ${at}` },
        absence_rate: 0.1,
        absence_rate__change: change,
      },
    }));
    const marks = [{ part: "rows", row: 3, column: "absence_rate__change", mark: "suppressed" }] as const;
    const sheet = (await open(withAnswer({ columns, rows, totals: [], marks: [...marks] }))).worksheets[0];
    expect(valuesOf(sheet, 1)).toEqual([null, "Absence value", "Absence value", "Absence value"]);
    expect(sheet?.getCell("B1").isMerged).toBe(true);
    expect(valuesOf(sheet, 2)).toEqual([
      "School",
      "Absence value",
      "Absence change",
      "Absence change, in words",
    ]);
    expect([3, 4, 5, 6].map((row) => sheet?.getCell(`D${row}`).value)).toEqual([
      "▲ worse",
      "▼ better",
      "= unchanged",
      "*",
    ]);
    expect(sheet?.getCell("C3").numFmt).toBe("+0.0%;-0.0%;0.0%");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 2 });
    expect(sheet?.autoFilter).toBe("A2:D6");
  });

  it("groups by the values of what became columns, and says whether a target is met", async () => {
    const at = (part: "value" | "gap", pivot: { key: string; label: string }) => ({
      ...{ key: `${part}@${pivot.key}`, label: `${part}: ${pivot.label}`, kind: "measure" as const },
      ...{ measure: "absence_rate", part, unit: "percent" as const, pivot },
    });
    const grades = ["5", "6"].map((key) => ({ key, label: `Grade ${key}` }));
    const columns = [
      ...answer.columns.slice(0, 1),
      ...grades.flatMap((one) => [at("value", one), at("gap", one)]),
    ];
    const cells = { "value@5": 0.1, "gap@5": -0.0001, "value@6": 0.1, "gap@6": 0.0001 };
    const rows = [{ school: { key: "1", label: "Alder" }, ...cells }];
    const sheet = (await open(withAnswer({ columns, rows, totals: [], marks: [] }))).worksheets[0];
    expect(["B", "C", "D", "E", "F", "G"].map((column) => sheet?.getCell(`${column}1`).value)).toEqual([
      ...["Grade 5", "Grade 5", "Grade 5", "Grade 6", "Grade 6", "Grade 6"],
    ]);
    expect(["D3", "G3"].map((cell) => sheet?.getCell(cell).value)).toEqual([
      "✓ at target",
      "✗ not at target",
    ]);
  });

  it("has the rows once more as data: keys, blanks and marks, nothing merged and no total", async () => {
    const sheet = (await open(extract)).getWorksheet("Data");
    const rows = (sheet?.getSheetValues() ?? []).map((row) => (Array.isArray(row) ? row.slice(1) : []));
    expect(rows.slice(1)).toEqual([
      [
        ...["school", "school__label", "evaluation_due_on", "evaluation_due_on__label"],
        ...["absence_rate", "absence_rate__mark", "days_absent", "days_absent__mark"],
      ],
      ["0761", "=HYPERLINK(1)", "2026-12-01", "2026-12-01", 1 / 3, undefined, 0],
      ["0762", "0042", undefined, "–", undefined, "suppressed", undefined, "not_reported"],
      ["0763", 'Comma, "quoted"', "2026-12-02", "2026-12-02", undefined, "no_data", -1.5],
    ]);
  });

  it("is a sheet a tile and no data where it is a whole dashboard", async () => {
    const [only] = extract.sheets;
    if (!only) throw new Error("the fixture has a sheet");
    const workbook = await open({ ...extract, sheets: [only, only] });
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      "Schools  by day",
      "Schools  by day (2)",
      "About",
    ]);
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
    expect(text).toContain("Rows: 3");
    expect(text).toContain("Schools reporting: 23 of 24 schools; missing: Cedar");
    expect(text).toContain(
      "Days absent of days expected. California Department of Education, DataQuest, version 1.",
    );
    for (const sign of ["*", "n/r", "n/a", "–"])
      expect(lines.some((line) => line.startsWith(`${sign}: `))).toBe(true);
  });

  it("continues on another sheet where one is full, and loses no row", async () => {
    const rows = Array.from({ length: 2500 }, (_, n) => ({ ...answer.rows[0], days_absent: n }));
    const workbook = await open(withAnswer({ rows, marks: [] }), { rowsOfASheet: 1002 });
    expect(workbook.worksheets.map(({ name, rowCount }) => [name, rowCount]).slice(0, 3)).toEqual([
      ["Schools  by day", 1001],
      ["Schools  by day (2)", 1001],
      ["Schools  by day (3)", 502],
    ]);
    expect(workbook.worksheets[2]?.getCell("D501").value).toBe(2499);
    expect(workbook.worksheets[2]?.getCell("A502").value).toBe("Total");
    expect(workbook.worksheets.slice(3).map(({ rowCount }) => rowCount)).toEqual([
      1002,
      1002,
      499,
      expect.anything(),
    ]);
  });
});
