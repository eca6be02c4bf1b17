import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { District } from "#warehouse";
import { load } from "../run.ts";
import { type Bench, makeBench } from "../sources/oneroster-testing/accepted-package.ts";
import { asDelta } from "../sources/oneroster-testing/derived-packages.ts";
import {
  type PackageCopy,
  put,
  rowsOf,
  setMode,
  writeFolder,
} from "../sources/oneroster-testing/package-copy.ts";

const district = (isTolerant: boolean): District => ({
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
  sources: [{ key: "harbor", label: "Operator", files: { oneroster: "package" }, isTolerant }],
  accounts: [],
  locales: ["en"],
});

let bench: Bench;

beforeAll(async () => {
  bench = await makeBench();
});

afterAll(() => bench.remove());

const loadCopy = (copy: PackageCopy, isTolerant: boolean) => {
  writeFolder(copy, bench.folder);
  return load({
    district: district(isTolerant),
    dataDir: join(bench.folder, "data"),
    path: bench.folder,
    asOf: "2026-11-20",
  });
};

const filesWith = (folder: string, word: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(word))
    .map(({ name }) => name);

test("a tolerant source's folder is repaired and published, a strict one's is refused, and no password is kept", async () => {
  const copy = await bench.accepted();
  put(copy, ["users", 2], { enabledUser: "TRUE", password: "hunter2" });
  put(copy, ["users", 3], { enabledUser: "No" });
  await expect(loadCopy(copy, false)).rejects.toThrow(/refused whole: row.invalid_boolean in enabledUser/);
  const { state, files } = await loadCopy(copy, true);
  expect(state).toBe("published");
  expect(files).toMatchObject([{ file: "package", read: expect.any(Number), rejected: 0, repaired: 2 }]);
  expect(filesWith(join(bench.folder, "data"), "hunter2")).toEqual([]);
});

test("the same package twice changes nothing", async () => {
  const copy = await bench.accepted();
  const [first] = (await loadCopy(copy, true)).files;
  const [second] = (await loadCopy(copy, true)).files;
  expect(second).toEqual(first);
  expect(first?.read).toBe(
    [...copy.tables.keys()].reduce(
      (sum, file) => sum + (file === "manifest" ? 0 : rowsOf(copy, file).length - 1),
      0,
    ),
  );
});

test("changes of a package stand behind it, and what refers to nobody is refused whole", async () => {
  await loadCopy(await bench.accepted(), true);
  const changes = asDelta(await bench.accepted());
  put(changes, ["users", 2], { givenName: "Renamed" });
  for (const file of [...changes.tables.keys()].filter((name) => !["manifest", "users"].includes(name))) {
    changes.tables.delete(file);
    setMode(changes, file, "absent");
  }
  rmSync(join(bench.folder, "package"), { recursive: true });
  const { files } = await loadCopy(changes, true);
  const people = rowsOf(changes, "users").length - 1;
  expect(files).toMatchObject([
    { file: "package" },
    { file: "package.delta#1", read: people, loaded: people, rejected: 0 },
  ]);
  put(changes, ["users", 2], { primaryOrgSourcedId: "nowhere" });
  await expect(loadCopy(changes, true)).rejects.toThrow(/refused whole: reference.missing_target_record/);
  rmSync(join(bench.folder, "package"), { recursive: true });
  const [only, ...rest] = (await loadCopy(await bench.accepted(), true)).files;
  expect([only?.file, rest]).toEqual(["package", []]);
});
