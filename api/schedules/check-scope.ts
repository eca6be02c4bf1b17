import { z } from "@hono/zod-openapi";
import ExcelJS from "exceljs";
import type { Grant, Reader, Warehouse } from "#warehouse";
import type { Exported } from "../export/about.ts";
import { readRows } from "../rows.ts";

const school = z.object({ organization_id: z.string(), name: z.string() });
type School = z.infer<typeof school>;

type Checked = { answer: Pick<Exported, "rows">; reader: Reader; warehouse: Warehouse };

/**
 * Looks into a file before it leaves, apart from how it was made: whose grants are over schools by name gets no row of
 * another one, and no cell that is its name. Operators, regions and the past of students reach schools that grants do not
 * name, so their files are not looked into. Throws an Error that names the school.
 */
export async function refuseForeign(file: Buffer, { answer, reader, warehouse }: Checked): Promise<void> {
  const granted = grantedSchools(reader);
  if (!granted) return;
  for (const { school: cell } of answer.rows)
    if (typeof cell === "object" && cell?.key && !granted.has(String(cell.key)))
      throw foreign(cell.label, reader);
  const all = readRows(school, await warehouse.view("schools", {}, { ...reader, grants: [overDistrict] }));
  const isOwn = ({ organization_id }: School) => granted.has(organization_id);
  const own = new Set(all.filter(isOwn).map(({ name }) => name));
  const others = new Set(all.map(({ name }) => name).filter((name) => !own.has(name)));
  const named = (await textsIn(file)).find((text) => others.has(text));
  if (named !== undefined) throw foreign(named, reader);
}

/** The schools that all grants over students name; null where one of them reaches further than its names. */
function grantedSchools({ grants }: Reader): Set<string> | null {
  const ofStudents = grants.filter(
    ({ subjects }) => subjects.includes("students") || subjects.includes("special_education"),
  );
  const ids = new Set<string>();
  for (const { scope, mayReadHistory } of ofStudents) {
    if (scope.kind !== "school" || mayReadHistory) return null;
    for (const id of scope.ids) ids.add(id);
  }
  return ids;
}

const foreign = (name: string, { name: recipient }: Reader) =>
  new Error(
    `The file for ${recipient} holds ${name}, which is outside her grants: it was not sent. Tell your administrator.`,
  );

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
