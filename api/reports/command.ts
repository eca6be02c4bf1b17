import { readFile, writeFile } from "node:fs/promises";
import { type District, openControl, openWarehouse, type Reader, readerFor } from "#warehouse";
import { today } from "../auth/sessions.ts";
import { type ReportFile, reportFile } from "../contract.ts";
import { fileText } from "./file.ts";
import { openReport, reportsOf } from "./find.ts";
import { importReport } from "./keep.ts";

type Place = { dataDir: string; district: District; databaseUrl?: string | undefined };
type Told = { found: unknown; text: string };
type Options = { as?: string | undefined; out?: string | undefined };

/**
 * `rollbook reports list | export ID | import FILE --as ACCOUNT`, by the rules of the routes. Throws an Error or WarehouseError with a
 * sentence.
 */
export async function runReports(
  { dataDir, district, databaseUrl }: Place,
  words: (string | undefined)[],
  options: Options,
): Promise<Told> {
  if (!options.as) throw new Error("Say as whom: rollbook reports list --as ACCOUNT.");
  const warehouse = await openWarehouse({ dataDir, district });
  const control = await openControl({ dataDir, databaseUrl });
  try {
    const place = { warehouse, control, district, clock: () => new Date() };
    const reader = await readerFor(place, options.as, today(district, place.clock));
    return await obey(words, { place, reader, out: options.out });
  } finally {
    warehouse.close();
    await control.close();
  }
}

type Obeying = { place: Parameters<typeof importReport>[2]; reader: Reader; out: string | undefined };

async function obey([action, given]: (string | undefined)[], asked: Obeying): Promise<Told> {
  const { place, reader, out } = asked;
  if (action === "export" && given) {
    const text = fileText(await openReport(given, reader, place));
    if (out === undefined) return { found: JSON.parse(text), text: text.trimEnd() };
    await writeFile(out, text);
    return { found: { out }, text: `Written to ${out}.` };
  }
  if (action === "import" && given) {
    const report = await importReport(await readReport(given), reader, place);
    return { found: { report }, text: `Saved as ${report}, private to ${reader.name}.` };
  }
  if (action !== "list")
    throw new Error("Say what to do: rollbook reports list, export ID, import FILE, or send.");
  const reports = await reportsOf(reader, place);
  const found = reports.map(({ report, version, owner, content: { title } }) => ({
    report,
    version,
    owner,
    title,
  }));
  const lines = found.map(
    ({ report, version, owner, title }) => `${report}  v${version}  ${owner ?? "certified"}  ${title}`,
  );
  return { found, text: lines.join("\n") || "There is no report." };
}

async function readReport(path: string): Promise<ReportFile> {
  const read = reportFile.safeParse(jsonIn(await readFile(path, "utf8"), path));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${path} is no report: ${issue?.path.join(".") || "it"} ${issue?.message}.`);
}

function jsonIn(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is no JSON: take it from "rollbook reports export ID --out FILE".`);
  }
}
