import { describe, expect, it } from "vitest";
import type { Extract } from "../../api/export/about.ts";
import { answer, extract } from "../../api/export/fixture.ts";
import { formats } from "../../api/export/formats.ts";
import { guardAttachment } from "../../api/export/guard.ts";
import { openWorkbook, readArrow, readCsv, readParquet } from "./read-back.ts";

/** Text as an attacker would give it to a school, a report or a student, and what a sheet shows of it. */
const hostile: [string, string, string][] = [
  ["a formula", '=HYPERLINK("http://a.example","x")', '=HYPERLINK("http://a.example","x")'],
  ["a sum", "+1", "+1"],
  ["a command", "-2+3+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0"],
  ["a mention", "@SUM(1+1)", "@SUM(1+1)"],
  ["markup", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
  ["an end of its element", "</t></is></c><c><f>1+1</f></c>", "</t></is></c><c><f>1+1</f></c>"],
  ["an override of the direction", "abc\u202Excel.exe", "abcxcel.exe"],
  ["10,000 characters", "=x".repeat(5000), "=x".repeat(5000)],
];

const withText = (text: string): Extract => {
  const [only] = extract.sheets;
  if (!only) throw new Error("the fixture has a sheet");
  const rows = answer.rows.map((row) => ({ ...row, school: { key: text, label: text } }));
  const columns = answer.columns.map((column) => ({ ...column, label: `${column.label} ${text}` }));
  return { ...extract, title: text, sheets: [{ ...only, name: text, answer: { ...answer, rows, columns } }] };
};

async function written(format: keyof typeof formats, given: Extract): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of formats[format].write(given, { onRows: () => {}, isMarked: false }))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe.each(hostile)("text like %s", (_, text, shown) => {
  const given = withText(text);
  const [sheet] = given.sheets;
  if (!sheet) throw new Error("the fixture has a sheet");
  const asked = { ...answer, ...sheet.answer, rows: [...sheet.answer.rows] };

  it("is text in a workbook, in every sheet, header and name", async () => {
    const workbook = await openWorkbook(await written("xlsx", given));
    expect(workbook.worksheets[0]?.getCell("A2").value).toBe(shown);
    expect(workbook.worksheets[0]?.getCell("A1").value).toBe(`School ${shown}`);
    expect(workbook.getWorksheet("About")?.getCell("A1").value).toBe(shown);
    expect(workbook.title).toBe(shown.slice(0, 255));
    for (const { name } of workbook.worksheets) expect(name).toMatch(/^[^[\]:*?/\\\u202E]{1,31}$/);
    for (const each of workbook.worksheets)
      each.eachRow((row) =>
        row.eachCell(({ formula, hyperlink }) =>
          expect([formula, hyperlink]).toEqual([undefined, undefined]),
        ),
      );
  });

  it("begins no cell of CSV as a formula, and is itself in what only tools read", async () => {
    const csv = await readCsv(asked, await written("csv", given));
    expect(String(csv[0]?.[0])).not.toMatch(/^[=+\-@\t\r]|\u202E/);
    expect(String(csv[0]?.[0]).replaceAll("'", "")).toBe(shown.replaceAll("'", ""));
    for (const grid of [
      await readParquet(asked, await written("parquet", given)),
      readArrow(asked, await written("arrow", given)),
    ])
      expect(grid[0]?.slice(0, 2)).toEqual([text, text]);
    const { answers } = JSON.parse((await written("json", given)).toString());
    expect(answers[0].rows[0].school).toEqual({ key: text, label: text });
  });

  it("names a file that is one, in one folder, with the ending that it has", () => {
    const header = guardAttachment(text, "csv");
    const plain = /filename="([^"]*)"/.exec(header)?.[1] ?? "";
    const whole = decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(header)?.[1] ?? "");
    for (const name of [plain, whole]) {
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect(name).toMatch(/^[^/\\<>:"|?*\p{Cc}\p{Cf}]+\.csv$/u);
    }
  });
});
