import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import type ExcelJS from "exceljs";
import { afterAll, describe, expect, it } from "vitest";
import type { Extract } from "../../api/export/about.ts";
import { answer, extract } from "../../api/export/fixture.ts";
import { workbookStream } from "../../api/export/workbook/workbook.ts";
import { openWorkbook } from "./read-back.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-office-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = promisify(execFile);

const [only] = extract.sheets;
if (!only) throw new Error("the fixture has a sheet");

const part = (key: string, name: "value" | "change", label: string) =>
  ({ key, label, kind: "measure", measure: "absence_rate", part: name, unit: "percent" }) as const;
const compared: Extract = {
  ...extract,
  title: 'Compared & "grouped" <b>',
  sheets: [
    {
      ...only,
      answer: {
        ...answer,
        columns: [
          { key: "school", label: "School", kind: "dimension" },
          part("absence_rate", "value", "Absence"),
          part("absence_rate__change", "change", "Absence, change"),
        ],
        rows: ["=1+1", "<img onerror=x>", "@x", "+1", "_x0041_", " lines\nof it "].map((label, at) => ({
          ...{ school: { key: at, label }, absence_rate: at / 7, absence_rate__change: (at - 3) / 31 },
        })),
        ...{ totals: [], marks: [] },
      },
    },
  ],
};

/** LibreOffice opens the workbook, without a window, and writes down what it understood. */
async function throughOffice(name: string, bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const path = join(folder, `${name}.xlsx`);
  writeFileSync(path, bytes);
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  const out = join(folder, "out");
  await run("soffice", [
    profile,
    "--headless",
    "--convert-to",
    "xlsx:Calc MS Excel 2007 XML",
    "--outdir",
    out,
    path,
  ]);
  return openWorkbook(readFileSync(join(out, `${name}.xlsx`)));
}

const cellsOf = (workbook: ExcelJS.Workbook) =>
  workbook.worksheets.map((sheet) => {
    const cells: [string, unknown][] = [];
    sheet.eachRow((row) =>
      row.eachCell(({ address, value, isMerged, master }) => {
        if (value !== null && (!isMerged || master.address === address)) cells.push([address, asRead(value)]);
      }),
    );
    return { name: sheet.name, cells };
  });

/** LibreOffice keeps 15 digits; what Excel would read as an escape it reads as Excel does, and exceljs does not. */
const asRead = (value: unknown) => {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "number" ? value.toPrecision(14) : String(value).replaceAll("_x005F_", "_");
};

describe("LibreOffice", () => {
  it.each([
    ["a report", extract],
    ["a report that is compared, with text that an attacker would give", compared],
    ["a dashboard", { ...extract, sheets: [only, { ...only, name: "Other" }] }],
  ])("opens %s without repair and reads back what was written", async (name, given) => {
    const bytes = await buffer(workbookStream(given));
    const office = await throughOffice(name.replace(/\W+/g, "-"), bytes);
    const written = await openWorkbook(bytes);
    expect(cellsOf(office)).toEqual(cellsOf(written));
    expect(office.worksheets[0]?.autoFilter).toEqual(written.worksheets[0]?.autoFilter);
  });

  it("goes on where rows need another sheet", async () => {
    const rows = Array.from({ length: 2500 }, (_, at) => ({ ...answer.rows[0], days_absent: at }));
    const long = { ...extract, sheets: [{ ...only, answer: { ...answer, rows, marks: [] } }] };
    const office = await throughOffice("long", await buffer(workbookStream(long, { rowsOfASheet: 1002 })));
    expect(office.worksheets[2]?.getCell("D501").value).toBe(2499);
  });
});
