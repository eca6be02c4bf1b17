import type { DuckDBConnection } from "@duckdb/node-api";
import { type Feed, quoted } from "../../feeds/define-feed.ts";
import { Refusal } from "../../refusal.ts";
import { scanWorkbook } from "../workbook/scan-workbook.ts";
import { breaksContract, type CellSql, cellSqlOf, isQuarantined } from "./cell-sql.ts";
import { createArriving, deltaFeed, isDelta, replaceOlder } from "./delta.ts";
import { matchHeader } from "./match-header.ts";
import { countOf, lineOf, readRaw, scanFile } from "./read-raw.ts";
import { rejectForeign } from "./reject-foreign.ts";
import {
  rejectByRules,
  rejectCells,
  rejectDuplicates,
  rejectMalformed,
  rejectUnknown,
} from "./rejections.ts";
import type { Scan, ScanFault } from "./scan-records.ts";
import { transcoded } from "./transcode.ts";

export type DelimitedFile = {
  feed: Feed;
  source: string;
  /** The name to show: the path below the folder that was loaded. */
  file: string;
  path: string;
  workPath: string;
  /** The operator whose file it is: rows about others' schools and students are refused. */
  operator?: string | undefined;
};

/** What became of the rows of a file: read = loaded + rejected + quarantined. `rejected` counts rows, not findings. */
export type FileCounts = {
  read: number;
  loaded: number;
  rejected: number;
  quarantined: number;
  repaired: number;
};

/** A published total against the sum of the loaded rows, from the quarantined row that carries it. */
export type ControlResult = { column: string; line: number; published: number; loaded: number };

/** `added` are columns that the source has added and the contract does not know: nothing of them is loaded. */
export type Staged = {
  counts: FileCounts;
  controls: ControlResult[];
  added: string[];
  watermark: string | null;
};

/**
 * Reads a delimited file into its stg_ table by its contract; a delta takes the place of what earlier files say of the
 * same records. Throws a Refusal when the file as a whole is not one.
 */
export async function stageDelimited(connection: DuckDBConnection, asked: DelimitedFile): Promise<Staged> {
  const file = {
    ...asked,
    isDelta: isDelta(asked),
    feed: isDelta(asked) ? deltaFeed(asked.feed) : asked.feed,
  };
  const { request, scan } = await scanned(file);
  if ("fault" in scan) throw unreadable(scan, file);
  if (file.isDelta) await createArriving(connection, asked.feed);
  const { positions, added } = matchHeader(file.feed, scan.header, file.file);
  const columns = [...positions.values()].map((index) => ({ index, name: `c${index}` }));
  await readRaw(connection, request, scan, { table: "raw_record", columns });
  const cells = cellSqlOf(file.feed, positions);
  await rejectMalformed(connection, file, scan.malformed);
  await insertSound(connection, file, cells, scan);
  const quarantined = await countOf(connection, `raw_record where ${isQuarantined(file.feed, cells)}`);
  await refuseRest(connection, file, cells, { scan, quarantined });
  const repaired = await recordRepairs(connection, file, cells);
  await rejectDuplicates(connection, file);
  if (file.operator !== undefined) await rejectForeign(connection, file, file.operator);
  await rejectUnknown(connection, file);
  await rejectByRules(connection, file);
  const controls = await controlTotals(connection, file, cells, scan);
  const mine = `source = ${quoted(file.source)} and file = ${quoted(file.file)}`;
  const rejected = await countOf(
    connection,
    `(select distinct line from stg_rejection where feed = ${quoted(file.feed.feed)} and ${mine})`,
  );
  const loaded = await countOf(connection, `${file.feed.table} where ${mine}`);
  const watermark = await watermarkOf(connection, file, mine);
  if (file.isDelta) await replaceOlder(connection, asked, linesDeleted(cells, scan));
  await connection.run("drop table raw_record");
  return {
    counts: {
      read: scan.records,
      loaded,
      rejected,
      quarantined: quarantined + scan.blankLines.length,
      repaired,
    },
    ...{ controls, added, watermark },
  };
}

function linesDeleted(cells: CellSql[], scan: Scan): string {
  const status = cells.find(({ name }) => name === "delta_status");
  return `select ${lineOf(scan)} from raw_record where ${status?.value} = 'tobedeleted'`;
}

/** The file cut into records, and as what to read it. Other encodings are written anew as UTF-8, line by line the same. */
export async function scanned({ feed, path, workPath, file }: DelimitedFile) {
  const format = feed.format ?? { kind: "delimited" };
  if (format.kind === "workbook") {
    const request = { path, workPath, delimiter: "," };
    return { request, scan: await scanWorkbook({ ...request, place: format, shownAs: file }) };
  }
  const { delimiter = ",", encoding = "utf-8" } = format;
  const readable =
    encoding === "utf-8"
      ? path
      : await transcoded(path, { to: `${workPath}.utf-8`, encoding, shownAs: file });
  const request = { path: readable, workPath, delimiter };
  return { request, scan: await scanFile(request) };
}

function unreadable({ fault, line }: ScanFault, { file }: DelimitedFile): Refusal {
  const sentence = {
    empty: `${file} is empty. Send the file with its header.`,
    encoding: `${file} is not UTF-8 (at or after line ${line}). Save it as UTF-8 text (a workbook as CSV) and load it again, or declare its encoding, or its sheet, in the feed.`,
    unclosed_quote: `${file}: a quote opened at line ${line} is never closed. Close it and load the file again.`,
    record_too_long: `${file}: the row at line ${line} is longer than 4 MB. End every row with a line break.`,
    too_many_malformed: `${file}: more than 100,000 rows do not have the header's number of cells (the last at line ${line}). Check the delimiter.`,
  };
  return new Refusal(fault === "empty" ? "file.wrong_header" : "file.malformed", sentence[fault]);
}

async function insertSound(
  connection: DuckDBConnection,
  { feed, source, file }: DelimitedFile,
  cells: CellSql[],
  scan: Scan,
): Promise<void> {
  const scratch = new Set(feed.scratch ?? []);
  const stored = cells.filter((cell) => !scratch.has(cell.name)).map((cell) => `"${cell.name}"`);
  const derived = Object.entries(feed.derived ?? {});
  const columns = [...stored, ...derived.map(([name]) => name), "source", "file", "line"];
  const values = [...stored, ...derived.map(([, { sql }]) => sql), quoted(source), quoted(file), "at_line"];
  await connection.run(`
    insert into ${feed.table} (${columns.join(", ")})
    select ${values.join(", ")} from (
      select ${lineOf(scan)} as at_line, ${cells.map((cell) => `${cell.value} as "${cell.name}"`).join(", ")}
      from raw_record where not (${breaksAny(cells)} or (${isQuarantined(feed, cells)})))`);
}

const breaksAny = (cells: CellSql[]) =>
  cells
    .map(breaksContract)
    .filter((sql) => sql !== "false")
    .join(" or ") || "false";

async function refuseRest(
  connection: DuckDBConnection,
  file: DelimitedFile,
  cells: CellSql[],
  { scan, quarantined }: { scan: Scan; quarantined: number },
): Promise<void> {
  const mine = `source = ${quoted(file.source)} and file = ${quoted(file.file)}`;
  const loaded = await countOf(connection, `${file.feed.table} where ${mine}`);
  const sound = scan.records - scan.blankLines.length - scan.malformed.length - quarantined;
  if (loaded === sound) return;
  await connection.run(`
    create or replace temp table raw_refused as
    select ${lineOf(scan)} as at_line, * from raw_record
    where (${breaksAny(cells)}) and not (${isQuarantined(file.feed, cells)})`);
  await rejectCells(connection, file, cells);
  await connection.run("drop table raw_refused");
}

async function recordRepairs(
  connection: DuckDBConnection,
  { feed, source, file }: DelimitedFile,
  cells: CellSql[],
): Promise<number> {
  const repairable = cells.filter((cell) => cell.column.repair);
  if (repairable.length === 0) return 0;
  const sound = `not (${breaksAny(cells)} or (${isQuarantined(feed, cells)}))`;
  for (const { name, column, raw, repaired } of repairable) {
    await connection.run(`
      insert into stg_repair
      select ${quoted(source)}, ${quoted(feed.feed)}, ${quoted(file)}, ${quoted(name)}, ${quoted(column.repair?.name ?? "")}, count(*)
      from raw_record where ${raw} <> ${repaired} and ${sound} having count(*) > 0`);
  }
  const any = repairable.map(({ raw, repaired }) => `coalesce(${raw} <> ${repaired}, false)`).join(" or ");
  return countOf(connection, `raw_record where (${any}) and ${sound}`);
}

/** A quarantined row that is not blank carries published totals. */
async function controlTotals(
  connection: DuckDBConnection,
  { feed, source, file }: DelimitedFile,
  cells: CellSql[],
  scan: Scan,
): Promise<ControlResult[]> {
  const totals = cells.filter((cell) => feed.controlTotal?.columns.includes(cell.name));
  const results: ControlResult[] = [];
  for (const { name, value } of totals) {
    const reader = await connection.runAndReadAll(`
      select ${lineOf(scan)}::integer, ${value}::double,
        (select coalesce(sum(${name}), 0)::double from ${feed.table} where source = ${quoted(source)} and file = ${quoted(file)})
      from raw_record where (${isQuarantined(feed, cells)}) and ${value} is not null`);
    for (const [line, published, loaded] of reader.getRows()) {
      results.push({
        column: name,
        line: Number(line),
        published: Number(published),
        loaded: Number(loaded),
      });
    }
  }
  return results;
}

async function watermarkOf(
  connection: DuckDBConnection,
  { feed }: DelimitedFile,
  mine: string,
): Promise<string | null> {
  if (!feed.watermark) return null;
  const reader = await connection.runAndReadAll(
    `select max(${feed.watermark})::varchar from ${feed.table} where ${mine}`,
  );
  const found = reader.getRows()[0]?.[0];
  return typeof found === "string" ? found : null;
}
