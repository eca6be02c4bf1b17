import { z } from "@hono/zod-openapi";
import ExcelJS from "exceljs";
import { type Grant, type Reader, reachesDistrict, type Warehouse } from "#warehouse";
import type { Exported } from "../export/about.ts";
import { readRows } from "../rows.ts";

const school = z.object({ organization_id: z.string(), name: z.string() });
type School = z.infer<typeof school>;

type Checked = { answer: Pick<Exported, "rows">; reader: Reader; warehouse: Warehouse };

/**
 * Looks into a file before it leaves, apart from how it was made: none of its rows is of a school outside the recipient's
 * grants, and none of its cells is the name of one. Throws an Error that names the school.
 */
export async function refuseForeign(file: Buffer, { answer, reader, warehouse }: Checked): Promise<void> {
  if (reachesDistrict(reader, "students")) return;
  const own = await schoolsOf(reader, warehouse);
  const all = await schoolsOf({ ...reader, grants: [overDistrict] }, warehouse);
  const keys = new Set(own.map(({ organization_id }) => organization_id));
  for (const { school: cell } of answer.rows)
    if (typeof cell === "object" && cell?.key && !keys.has(String(cell.key)))
      throw foreign(cell.label, reader);
  const names = new Set(own.map(({ name }) => name));
  const others = new Set(all.map(({ name }) => name).filter((name) => !names.has(name)));
  const named = (await textsIn(file)).find((text) => others.has(text));
  if (named !== undefined) throw foreign(named, reader);
}

const foreign = (name: string, { name: recipient }: Reader) =>
  new Error(
    `The file for ${recipient} holds ${name}, which is outside her grants: it was not sent. Tell your administrator.`,
  );

const schoolsOf = async (reader: Reader, warehouse: Warehouse): Promise<School[]> =>
  readRows(school, await warehouse.view("schools", {}, reader));

/** What schools there are is no secret; nothing else is asked with it. */
const overDistrict: Grant = {
  ...{ role: "board", scope: { kind: "district" }, subjects: ["students"], reason: "Names of schools" },
  ...{ mayReadStudents: false, mayReadNames: false, from: "2000-01-01", to: null, givenBy: "rollbook" },
};

/** Every text of a workbook, read back from its bytes. */
async function textsIn(file: Buffer): Promise<string[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(file).buffer);
  const texts: string[] = [];
  for (const sheet of workbook.worksheets)
    sheet.eachRow((row) => row.eachCell(({ text }) => texts.push(text)));
  return texts;
}
