import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { load } from "#pipelines";
import { readCurrentGeneration } from "#warehouse";
import { writeDistrict } from "../pipelines/synthetic/index.ts";
import { exactDistrict as district } from "./exact-district.ts";
import { drawing } from "./small-numbers/random-tables.ts";
import { tablesOf } from "./tables-of.ts";

const asOf = "2026-11-20";
const folder = mkdtempSync(join(tmpdir(), "rollbook-deltas-"));
const whole = join(folder, "whole");
const older = join(folder, "older");
const changes = join(folder, "changes");
const inWhole = join(folder, "in-whole");
const inParts = join(folder, "in-parts");
const draw = drawing(5);

type Lines = { header: string; rows: string[] };

const linesOf = (file: string): Lines => {
  const [header = "", ...rows] = readFileSync(join(whole, file), "utf8").trimEnd().split("\n");
  return { header, rows };
};

const writeLines = (to: string, file: string, { header, rows }: Lines) =>
  writeFileSync(join(to, file), `${[header, ...rows].join("\n")}\n`);

/**
 * A file as it was before two deltas: some rows are not there yet, some say something else, and some have been deleted
 * since. Each delta brings some of that; the second corrects what the first got wrong.
 */
function takeApart(file: string, made: (row: string) => string): void {
  const { header, rows } = linesOf(file);
  const first: string[] = [];
  const second: string[] = [];
  const before = rows.flatMap((row) => {
    const drawn = draw();
    if (drawn < 0.1) first.push(`active,${row}`);
    else if (drawn < 0.2) second.push(`active,${row}`);
    else if (drawn < 0.3) {
      first.push(`active,${made(row)}`);
      second.push(`active,${row}`);
      return [made(row)];
    } else return [row];
    return drawn < 0.15 ? [made(row)] : [];
  });
  const gone = rows.slice(0, 5).map((row) => made(row.replace(/20\d\d-\d\d-\d\d/, "2026-08-31")));
  const isNew = (row: string) =>
    !rows.some((one) => one.startsWith(row.slice(0, row.indexOf("2026-08-31") + 10)));
  const extra = gone.filter(isNew).filter((row, at, all) => all.indexOf(row) === at);
  writeLines(older, file, { header, rows: [...before, ...extra] });
  const named = file.replace(".csv", ".delta.csv");
  const deletions = extra.map((row) => `tobedeleted,${row}`);
  writeLines(changes, named, { header: `status,${header}`, rows: first });
  writeLines(changes, `${named}.second`, { header: `status,${header}`, rows: [...second, ...deletions] });
}

/** Loads, and gives the files that were staged and not taken up of the load before. */
async function run(dataDir: string, path: string): Promise<string[]> {
  const staged: string[] = [];
  const onProgress = ({ step, what }: { step: string; what: string }) => {
    if (step === "stage") staged.push(what);
  };
  await load({ district, dataDir, path, asOf, onProgress });
  return staged;
}

beforeAll(async () => {
  await writeDistrict({ students: 300, years: 1, seed: 5, out: whole, asOf });
  cpSync(whole, older, { recursive: true });
  cpSync(whole, changes, { recursive: true, filter: (from) => !/\.(csv|zip)$/.test(from) });
  takeApart("camino/attendance_events.csv", (row) => row.replace(/,[a-z_]+$/, ",unexcused"));
  takeApart("camino/program_spells.csv", (row) => row);
  await run(inWhole, whole);
  await run(inParts, older);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a whole file and its deltas", () => {
  test("give what the whole file of today gives, table by table", async () => {
    const yesterday = await tablesOf(inParts);
    await run(inParts, changes);
    for (const file of ["attendance_events", "program_spells"])
      renameSync(join(changes, `camino/${file}.delta.csv.second`), join(changes, `camino/${file}.delta.csv`));
    const staged = await run(inParts, changes);
    const today = await tablesOf(inWhole);
    expect(yesterday).not.toEqual(today);
    expect(await tablesOf(inParts)).toEqual(today);
    expect(staged).toEqual(["camino/attendance_events.delta.csv#2", "camino/program_spells.delta.csv#2"]);
  });

  test("stand behind each other in the manifest, and every row is accounted for", () => {
    const files = readCurrentGeneration(inParts)?.sources.filter(
      ({ feed, source }) => source === "camino" && feed === "attendance_events",
    );
    expect(files?.map(({ file }) => file)).toEqual([
      "camino/attendance_events.csv",
      "camino/attendance_events.delta.csv#1",
      "camino/attendance_events.delta.csv#2",
    ]);
    for (const { read, loaded, rejected, quarantined } of files ?? [])
      expect(read).toBe(loaded + rejected + quarantined);
  });

  test("loaded again change nothing", async () => {
    const before = readCurrentGeneration(inParts);
    await run(inParts, changes);
    const { parts, sources, fingerprint } = readCurrentGeneration(inParts) ?? {};
    expect({ parts, sources, fingerprint }).toEqual({
      parts: before?.parts,
      sources: before?.sources,
      fingerprint: before?.fingerprint,
    });
  });

  test("end with the next whole file", async () => {
    await run(inParts, whole);
    expect(readCurrentGeneration(inParts)?.sources.map(({ file }) => file)).toEqual(
      readCurrentGeneration(inWhole)?.sources.map(({ file }) => file),
    );
    expect(await tablesOf(inParts)).toEqual(await tablesOf(inWhole));
  });

  test("are refused without a whole file before them", async () => {
    await expect(run(join(folder, "empty"), changes)).rejects.toThrow(
      /attendance_events.delta.csv holds changes of attendance_events, and the source "camino" has sent no whole file of it yet/,
    );
  });
});
