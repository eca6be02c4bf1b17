import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  backUp,
  eraseStudent,
  erasuresCommand,
  holdCommand,
  load,
  restore,
  rollback,
  writeDistrict,
} from "#pipelines";
import {
  copyControl,
  listGenerations,
  type Manifest,
  partsFolder,
  type RunDocument,
  readCurrentGeneration,
  readGeneration,
} from "#warehouse";
import { exactDistrict as district } from "./exact-district.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-erasure-"));
const at = (name: string) => join(folder, name);
const [files, dataDir, backup, ledger] = [at("files"), at("data"), at("backup.zip"), at("erasures.json")];
const place = { dataDir, district, clock: () => new Date() };
const reason = "Court order 26-118, records of a former student";

/** A student with records in two systems, every id of hers, and the run that erased her. */
let student: string;
let ids: string[];
let erased: RunDocument;

beforeAll(async () => {
  await writeDistrict({ students: 300, years: 1, seed: 3, out: files, asOf: "2026-11-20" });
  await load({ district, dataDir, path: files, asOf: "2026-11-20" });
  [student = "", ...ids] = await somebody();
  await backUp({ dataDir }, backup);
  await holdCommand(place, { generation: "g-000001", reason: "Order of the court", by: "admin" });
  erased = await eraseStudent({ district, dataDir, student, reason, startedBy: "admin" });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Row = Record<string, unknown>;

/** Rows of a query over the parts of a generation; `core` is the one without a year. */
async function query(
  into: string,
  { parts }: Manifest,
  sqls: (databases: string[]) => string,
): Promise<Row[]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const names = [...new Set(parts.map(({ file }) => file))];
  for (const [index, file] of names.entries())
    await connection.run(`attach '${join(partsFolder(into), file)}' as p${index} (read_only)`);
  const core = names.indexOf(parts.find(({ table }) => table === "dim_student")?.file ?? "");
  const reader = await connection.runAndReadAll(sqls([`p${core}`, ...names.map((_, index) => `p${index}`)]));
  const rows = reader.getRowObjectsJson();
  connection.closeSync();
  return rows;
}

/** The state's id of a student of the roster who has a plan, and her own ids in both systems. */
async function somebody(): Promise<string[]> {
  const rows = await query(
    dataDir,
    readGeneration(dataDir, "g-000001"),
    ([core]) => `select state_student_id, list(distinct source_student_id) as ids
      from ${core}.dim_student join ${core}.brg_student_identity using (durable_student_key)
      where is_current and state_student_id is not null
      group by all having count(distinct source) = 2 and bool_or(source = 'sped') order by 1 limit 1`,
  );
  const [{ state_student_id, ids: own } = {}] = rows;
  return [String(state_student_id), ...(Array.isArray(own) ? own.map(String) : [])];
}

/** In which columns of a generation one of her ids stands. */
async function traces(into: string, manifest: Manifest): Promise<string[]> {
  const columns = await query(
    into,
    manifest,
    (
      databases,
    ) => `select distinct database_name as db, table_name as t, column_name as c from duckdb_columns()
      where data_type = 'VARCHAR' and database_name in (${databases.map((name) => `'${name}'`).join(", ")})`,
  );
  const wanted = [student, ...ids].map((id) => `'${id}'`).join(", ");
  const counted = await query(into, manifest, () =>
    columns
      .map(
        ({ db, t, c }) =>
          `select '${t}.${c}' as place, count(*)::integer as n from ${db}."${t}" where "${c}" in (${wanted})`,
      )
      .join(" union all "),
  );
  return [...new Set(counted.filter(({ n }) => n !== 0).map((row) => String(row.place)))].sort();
}

const now = (into: string) => readCurrentGeneration(into) as Manifest;
const total = ({ sources }: Pick<Manifest, "sources">, of: "loaded" | "quarantined" | "read") =>
  sources.reduce((sum, source) => sum + source[of], 0);

describe("a student who is erased by law", () => {
  it("leaves nothing of her in what the next load takes up", async () => {
    const kept = join(dataDir, "staged.duckdb");
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`attach '${kept}' as kept (read_only)`);
    const rows = await connection.runAndReadAll(
      "select count(*)::integer, count(*) filter (user_master_identifier = $student)::integer from kept.stg_or_user",
      { student },
    );
    connection.closeSync();
    const [[all = 0, hers] = []] = rows.getRows();
    expect(Number(all)).toBeGreaterThan(100);
    expect(hers).toBe(0);
    expect(readFileSync(kept).includes(student)).toBe(false);
  });

  it("is in no table of what is published then, and was in many before", async () => {
    expect((await traces(dataDir, readGeneration(dataDir, "g-000001"))).length).toBeGreaterThan(3);
    expect(erased).toMatchObject({ state: "published", generation: "g-000002", command: "erase" });
    expect(await traces(dataDir, now(dataDir))).toEqual([]);
  });

  it("leaves rows that are told as set aside, and no file with a row that is not accounted for", () => {
    const [before, after] = [readGeneration(dataDir, "g-000001"), now(dataDir)];
    const left = total(before, "loaded") - total(after, "loaded");
    expect(left).toBeGreaterThan(3);
    expect(total(after, "quarantined") - total(before, "quarantined")).toBe(left);
    for (const { read, loaded, rejected, quarantined } of after.sources)
      expect(read).toBe(loaded + rejected + quarantined);
    expect(erased.message).toContain(
      `${left} rows of students whose records were erased by law were left out`,
    );
  });

  it("is named nowhere in the ledger, which says who, when and why", async () => {
    const { found } = await erasuresCommand({ dataDir }, ledger);
    expect(found).toMatchObject([{ erased_by: "admin", reason }]);
    const lines: string[] = [];
    await copyControl({ dataDir }, async (line) => {
      if ("table" in line && /^(erasure|erased_id|load_run|run_)/.test(line.table))
        lines.push(JSON.stringify(line));
    });
    const kept = [...lines, readFileSync(ledger, "utf8")].join("\n");
    expect(kept).toContain(reason);
    for (const id of [student, ...ids]) expect(kept).not.toContain(`"${id}"`);
  });

  it("stays in a generation that a court holds, which is told, and nobody can publish that one again", async () => {
    expect(listGenerations(dataDir)).toEqual(["g-000001", "g-000002"]);
    expect(erased.message).toContain("still with her records: g-000001 (Order of the court)");
    await expect(rollback({ dataDir, generation: "g-000001" })).rejects.toThrow(/would bring back/);
    // Readers leave it all the same, and wait for nothing to be asked ahead.
    expect(readGeneration(dataDir, "g-000002").at_once).toBe(true);
    // Nothing is listed again: a file of before holds her, whichever of its tables is meant.
    const filesOf = (generation: string) =>
      readGeneration(dataDir, generation).parts.flatMap(({ file, rows }) => (rows > 0 ? [file] : []));
    expect(filesOf("g-000002").filter((file) => filesOf("g-000001").includes(file))).toEqual([]);
  });

  it("does not come back with a file that still has her, and nobody is erased who is not there", async () => {
    const again = await load({ district, dataDir, path: files, asOf: "2026-11-21" });
    expect(again.message).toContain("were left out");
    expect(now(dataDir).at_once).toBeUndefined();
    expect(await traces(dataDir, now(dataDir))).toEqual([]);
    const asked = { district, dataDir, student, reason };
    await expect(eraseStudent(asked)).rejects.toThrow(/No student of g-000003/);
    expect((await erasuresCommand({ dataDir }, undefined)).found).toHaveLength(1);
  });

  it("does not come back with a backup of before: its generation is readable to nobody, and its load is done again", async () => {
    const into = at("restored");
    await restore({ dataDir: into, district, backup, erasures: ledger });
    expect(listGenerations(into)).toEqual(["g-000002"]);
    expect(await traces(into, now(into))).toEqual([]);
    expect(total(now(into), "read")).toBe(total(readGeneration(dataDir, "g-000002"), "read"));
    await load({ district, dataDir: into, path: files, asOf: "2026-11-21" });
    expect(await traces(into, now(into))).toEqual([]);
  });

  it("would come back without the key of the ledger, so nothing is loaded then, nor restored from a file that is none", async () => {
    const key = join(dataDir, "keys", "erasure.key");
    renameSync(key, `${key}.away`);
    const again = load({ district, dataDir, path: files, asOf: "2026-11-22" });
    await expect(again).rejects.toThrow(/Put the key back from a backup/);
    renameSync(`${key}.away`, key);
    writeFileSync(at("other.json"), "{}");
    const asked = { dataDir: at("nothing"), district, backup };
    await expect(restore({ ...asked, erasures: at("other.json") })).rejects.toThrow(/is no deletion ledger/);
    expect(listGenerations(at("nothing"))).toEqual([]);
  });
});
