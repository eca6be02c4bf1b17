import { buffer, text } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import type { Answer, ReportChart } from "../../contract.ts";
import { answer, extract } from "../fixture.ts";
import { workbookStream } from "./workbook.ts";

const rate = answer.columns.filter(({ key }) => key === "absence_rate");
const week = (key: string) => ({ key, label: key });

/** Rates by school and week; the second school's second week is hidden. */
const lines: Partial<Answer> = {
  columns: [
    { key: "school", label: "School", kind: "dimension" },
    { key: "evaluation_due_on", label: "Week", kind: "dimension" },
    ...rate,
  ],
  rows: ["Alder", "Birch"].flatMap((school) =>
    ["2026-09-07", "2026-09-14"].map((day, at) => ({
      school: { key: school, label: school },
      evaluation_due_on: week(day),
      absence_rate: school === "Birch" && at === 1 ? null : 0.1 + at / 10,
    })),
  ),
  totals: [],
  marks: [{ part: "rows", row: 3, column: "absence_rate", mark: "suppressed" }],
};

async function written(chart: ReportChart, rest: Partial<Answer> = lines) {
  const [only] = extract.sheets;
  if (!only) throw new Error("the fixture has a sheet");
  const sheets = [{ ...only, answer: { ...answer, ...rest } }];
  const bytes = await buffer(workbookStream({ ...extract, sheets, chart }));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return { workbook, files: await unzipped(bytes) };
}

async function unzipped(bytes: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  return files;
}

const cellsOf = (xml = "") => [...xml.matchAll(/<c:f>(.*?)<\/c:f>/g)].map(([, cells]) => cells);

describe("the chart of a workbook", () => {
  it("draws a line for each school over the data sheet, where what is hidden is blank", async () => {
    const { workbook, files } = await written("line");
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      "Schools  by day",
      "Chart",
      "Data",
      "About",
    ]);
    const xml = files.get("xl/charts/chart2.xml");
    expect(cellsOf(xml)).toEqual([
      "'Data'!$D$2:$D$3",
      "'Data'!$E$2:$E$3",
      "'Data'!$D$4:$D$5",
      "'Data'!$E$4:$E$5",
    ]);
    expect([...(xml ?? "").matchAll(/<c:tx><c:v>(.*?)<\/c:v>/g)].map(([, name]) => name)).toEqual([
      "Alder",
      "Birch",
    ]);
    expect(xml).toContain('<c:dispBlanksAs val="gap"/>');
    const data = workbook.getWorksheet("Data");
    expect(["D4", "D5", "E4", "E5"].map((cell) => data?.getCell(cell).value)).toEqual([
      "2026-09-07",
      "2026-09-14",
      0.1,
      null,
    ]);
  });

  it("says in words what it shows and where its numbers are", async () => {
    const { workbook, files } = await written("line");
    const words =
      'Lines: Alder, Birch. The numbers are on the sheet "Data"; what is blank there is not drawn.';
    expect(workbook.getWorksheet("Chart")?.getCell("A1").value).toBe(words);
    expect(files.get("xl/drawings/drawing2.xml")).toContain(words.replaceAll('"', "&quot;"));
  });

  it("keeps text that would be markup or a formula as text", async () => {
    const rows = [{ school: { key: "1", label: '=1+1 <a> & "b"' }, absence_rate: 0.5 }];
    const columns = [{ key: "school", label: "School", kind: "dimension" as const }, ...rate];
    const { files } = await written("bar", { columns, rows, marks: [], totals: [] });
    const xml = files.get("xl/charts/chart2.xml") ?? "";
    expect(xml).toContain("<c:barChart>");
    expect(xml).not.toContain("<a> &");
  });

  it.each<[string, ReportChart, Partial<Answer>]>([
    ["a table", "table", lines],
    ["a grid, which the table is", "heat", lines],
    ["nothing", "line", { ...lines, rows: [], marks: [] }],
    [
      "rows of a line that do not stand together",
      "line",
      { ...lines, rows: [...(lines.rows ?? []), ...(lines.rows ?? [])] },
    ],
  ])("is left out for %s", async (_, chart, rest) => {
    const { workbook } = await written(chart, rest);
    expect(workbook.getWorksheet("Chart")).toBeUndefined();
  });
});
