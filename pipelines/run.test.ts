import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type District,
  listGenerations,
  readCurrentGeneration,
  readGeneration,
  verifyParts,
} from "#warehouse";
import { asRefusal } from "./ledger/data-folder.ts";
import { listRuns } from "./ledger/list-runs.ts";
import { Refusal } from "./refusal.ts";
import { load } from "./run.ts";
import { landFile } from "./runs/landing.ts";

const district: District = {
  name: "Mini Unified",
  districtId: "0761234",
  timeZone: "America/Los_Angeles",
  today: null,
  boardMeetings: [],
  schoolYears: [
    {
      schoolYear: "2026-27",
      startsOn: "2026-08-10",
      endsOn: "2027-06-01",
      normDayOn: "2026-09-11",
      censusDayOn: "2026-10-07",
    },
  ],
  partsPerDay: 2,
  suppression: { threshold: 10, zeros: "shown", hideTogether: [] },
  sources: [
    {
      key: "sis",
      label: "Student information",
      files: { organizations: "sis/organizations.csv", calendar: "sis/calendar.csv" },
    },
    { key: "ledger", label: "Ledger", files: { accounts: "accounts.csv" } },
    { key: "archive", label: "Old ledger", files: { accounts: "archive.csv" } },
  ],
  accounts: [],
  locales: ["en"],
};

const header =
  "organization_id,name,kind,level,region,board_district,operator_id,operator_name,charter_funding,authorizer,must_report,source_system,valid_from,valid_to";
const school = (id: string, from = "2020-07-01", to = "") =>
  `${id},School ${id},school,elementary,,,,,not_charter,,Y,sis,${from},${to}`;
const day = (id: string, on: string) => `${id},A,${on},instructional,1,S1`;
const a = "07612346000010";
const b = "07612346000027";

const isoDay = (offset: number) => new Date(Date.UTC(2026, 7, 10 + offset)).toISOString().slice(0, 10);

let folder: string;
let dataDir: string;
let files: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-run-"));
  dataDir = join(folder, "data");
  files = join(folder, "files");
  mkdirSync(join(files, "sis"), { recursive: true });
  writeSchools([school(a), school(b)]);
  writeDays([day(a, "2026-08-10"), day(b, "2026-08-10")]);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writeSchools = (rows: string[]) =>
  writeFileSync(join(files, "sis/organizations.csv"), `${[header, ...rows].join("\n")}\n`);
const writeDays = (rows: string[]) =>
  writeFileSync(
    join(files, "sis/calendar.csv"),
    `${["organization_id,track,calendar_on,day_type,school_month,term", ...rows].join("\n")}\n`,
  );

function writeAccounts(name: string): string {
  const path = join(folder, name);
  const columns = "account_id,fund,resource,project_year,goal,function,object,school,name";
  writeFileSync(path, `${columns}\n1,01,0000,,1110,1000,1100,,Salaries\n`);
  return path;
}

const run = (path = files, source?: string) => load({ district, dataDir, path, source, asOf: "2026-11-20" });

const figures = () => {
  const { parts, sources, checks } = readCurrentGeneration(dataDir) ?? { parts: [], sources: [], checks: [] };
  return { parts, checks, counts: sources.map(({ landed_at: _, ...source }) => source) };
};

describe("a run", () => {
  test("publishes a generation whose parts are whole, closed and read-only", async () => {
    const { state, generation } = await run();
    expect({ state, generation }).toEqual({ state: "published", generation: "g-000001" });
    const manifest = readGeneration(dataDir, "g-000001");
    expect(await verifyParts(dataDir, manifest)).toEqual([]);
    expect(readdirSync(join(dataDir, "parts")).filter((file) => !file.endsWith(".duckdb"))).toEqual([]);
    expect(readdirSync(join(dataDir, "work"))).toEqual([]);
  });

  test("keeps every file as received, under its hash", async () => {
    await run();
    for (const { sha256, file } of readCurrentGeneration(dataDir)?.sources ?? []) {
      expect(readFileSync(join(dataDir, "landing", sha256))).toEqual(readFileSync(join(files, file)));
    }
  });

  test("repeated on the same files changes no figure", async () => {
    writeDays([
      ...Array.from({ length: 99 }, (_, at) => day(at % 2 ? a : b, isoDay(at))),
      day(a, "10.08.2026"),
    ]);
    const first = await run();
    const before = figures();
    const second = await run();
    expect(listGenerations(dataDir)).toHaveLength(2);
    expect(figures()).toEqual(before);
    expect(first.findings).toHaveLength(1);
    expect(second).toMatchObject({ files: first.files, findings: first.findings });
  });

  test("of one source keeps what the others have brought", async () => {
    await run();
    await run(writeAccounts("accounts.csv"), "ledger");
    const loaded = readCurrentGeneration(dataDir)?.sources.map(({ source, feed, loaded }) => [
      source,
      feed,
      loaded,
    ]);
    expect(loaded).toEqual([
      ["sis", "organizations", 2],
      ["sis", "calendar", 2],
      ["ledger", "accounts", 1],
    ]);
  });

  test("makes every promise once, also beside the generation before", async () => {
    await run();
    const first = figures().checks.map(({ check }) => check);
    await run(writeAccounts("accounts.csv"), "ledger");
    const second = figures().checks.map(({ check }) => check);
    expect(second).toEqual(first);
    expect(new Set(second).size).toBe(second.length);
  });
});

describe("nothing is published", () => {
  const refused = async (sentence: RegExp, path = files, source?: string) => {
    await expect(run(path, source)).rejects.toThrow(sentence);
    const [last] = await listRuns({ dataDir });
    expect(last).toMatchObject({ state: "failed", generation: null });
    expect(last?.message).toMatch(sentence);
    expect(readdirSync(join(dataDir, "work"))).toEqual([]);
  };

  test("when a stop check fails, and the figures stay as they were", async () => {
    await run(writeAccounts("accounts.csv"), "ledger");
    const before = figures();
    const sentence = /Nothing was published: .*dim_account.*Correct the source and load again/;
    await refused(sentence, writeAccounts("archive.csv"), "archive");
    expect(figures()).toEqual(before);
  });

  test("when more rows are refused than the feed allows; the rows are kept with the run", async () => {
    writeDays([...Array.from({ length: 11 }, (_, at) => day(a, `${at + 10}.08.2026`)), day(b, "2026-08-10")]);
    await refused(
      /calendar.csv: 11 of 12 rows were refused, more than the agreed 1 %; most often row.invalid_date in calendar_on/,
    );
    expect((await listRuns({ dataDir }))[0]?.findings).toHaveLength(11);
  });
});

test("a full disk is said in a sentence", async () => {
  symlinkSync("/dev/full", join(folder, "landing.tmp"));
  const error = await landFile(join(files, "sis/calendar.csv"), dataDir, folder).catch(
    (thrown: unknown) => thrown,
  );
  const refusal = asRefusal(new Error("The table could not be built.", { cause: error }), dataDir);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({
    code: "run.disk_full",
    message: expect.stringMatching(/is full. Free some space/),
  });
});

describe("bad input gets one sentence that says what, where and what to do", () => {
  test.each<[string, () => [string, string?], RegExp]>([
    ["no such path", () => [join(folder, "nowhere")], /There is no file or folder .*nowhere. Check the path/],
    [
      "an empty folder",
      () => [mkdtempSync(join(folder, "empty-"))],
      /The folder .* is empty. Put the sources' files/,
    ],
    [
      "a misspelt source",
      () => [files, "siss"],
      /no source "siss". Did you mean "sis"\? The sources are: sis, ledger, archive/,
    ],
    [
      "a file without its source",
      () => [join(files, "sis/calendar.csv")],
      /Add --source KEY, one of: sis, ledger, archive/,
    ],
    ["a file of no feed", () => [join(files, "sis"), "sis"], /source "sis" needs .*organizations.csv/],
  ])("%s", async (_name, place, sentence) => {
    await expect(run(...place())).rejects.toThrow(sentence);
  });

  test("a data folder that cannot be made", async () => {
    dataDir = join(files, "sis/calendar.csv", "data");
    await expect(run()).rejects.toThrow(
      /data folder .* cannot be written \(ENOTDIR\). .*name another with --data/,
    );
  });

  test("a configured file that is not there is named", async () => {
    rmSync(join(files, "sis/calendar.csv"));
    await expect(run()).rejects.toThrow(
      /source "sis" needs .*calendar.csv \(calendar\), which is not there. Add the file/,
    );
    expect(existsSync(join(dataDir, "generations"))).toBe(false);
  });
});

describe("a run that is killed", () => {
  const killedAt = (step: string) =>
    new Promise<void>((resolve, reject) => {
      const program = `
        const { load } = await import(${JSON.stringify(new URL("./run.ts", import.meta.url).href)});
        const request = ${JSON.stringify({ district, dataDir, path: files, asOf: "2026-11-20" })};
        await load({ ...request, onProgress: ({ step }) => process.stdout.write(step + "\\n") });`;
      const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      child.stdout.on("data", (words: Buffer) => {
        if (words.toString().includes(step)) child.kill("SIGKILL");
      });
      child.once("exit", (_code, signal) =>
        signal === "SIGKILL" ? resolve() : reject(new Error("It ended by itself.")),
      );
    });

  test.each(["land", "stage", "build", "check", "publish"])(
    "while it is at step %s changes nothing, and the next one works",
    async (step) => {
      await run();
      const before = figures();
      writeSchools([school(a), school(b), school("07612346000034")]);
      await killedAt(step);
      expect(figures()).toEqual(before);
      await expect(run()).resolves.toMatchObject({ state: "published", generation: "g-000002" });
      const named = ["g-000001", "g-000002"].flatMap((id) =>
        readGeneration(dataDir, id).parts.map(({ file }) => file),
      );
      expect(readdirSync(join(dataDir, "parts")).sort()).toEqual([...new Set(named)].sort());
      expect((await listRuns({ dataDir })).map(({ state }) => state)).toEqual([
        "published",
        "failed",
        "published",
      ]);
      const [organizations] = readCurrentGeneration(dataDir)?.sources ?? [];
      expect(organizations).toMatchObject({ loaded: 3 });
    },
  );
});
