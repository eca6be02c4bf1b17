import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageFiles } from "../oneroster-binding/binding.ts";
import { filesOf11 } from "../oneroster-binding/version-1-1.ts";
import { type Bench, makeBench } from "../oneroster-testing/accepted-package.ts";
import { type CellFault, cellFaults } from "../oneroster-testing/cell-faults.ts";
import { asDelta, asVersion11 } from "../oneroster-testing/derived-packages.ts";
import {
  everywhere,
  type Mutation,
  meaningsOfBoth,
  onlyIn11,
  onlyIn12,
  onlyInBulk,
  onlyInDelta,
} from "../oneroster-testing/mutations.ts";
import { type PackageCopy, put, writeFolder, writeZip } from "../oneroster-testing/package-copy.ts";
import { checkPackage } from "./check-package.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await makeBench();
});

afterAll(() => bench.remove());

const accepted = () => bench.accepted();
const check = async (copy: PackageCopy) => checkPackage(await writeZip(copy, bench.folder), false);

async function expectFinding(copy: PackageCopy, { code, file, field, mutate }: Mutation): Promise<void> {
  const row = mutate(copy);
  const { accepted, findings, records } = await check(copy);
  expect(findings).toEqual([{ code, file, row, field }]);
  expect({ accepted, records }).toEqual({ accepted: false, records: {} });
}

const cases = (...mutations: Mutation[][]) =>
  mutations.flat().map((mutation): [string, Mutation] => [`${mutation.code}: ${mutation.rule}`, mutation]);

describe("a package of 1.2", () => {
  test("of all 21 files is accepted, with the number of records of each", async () => {
    const copy = await accepted();
    const records = packageFiles.map(({ name }) => [name, (copy.tables.get(name)?.length ?? 0) - 1]);
    expect(await check(copy)).toEqual({ accepted: true, findings: [], records: Object.fromEntries(records) });
  });

  test("may be a folder, and begin its files with a byte order mark", async () => {
    const copy = await accepted();
    const orgs = copy.tables.get("orgs")?.[0];
    if (orgs) orgs[0] = `\uFEFF${orgs[0]}`;
    expect(await checkPackage(writeFolder(copy, bench.folder), false)).toMatchObject({ accepted: true });
  });

  test.each([
    ["academicSessions", "type"],
    ["orgs", "type"],
    ["classes", "classType"],
    ["enrollments", "role"],
    ["demographics", "sex"],
    ["results", "scoreStatus"],
    ["lineItemLearningObjectiveIds", "source"],
  ])("may extend the vocabulary of %s.%s by ext:", async (file, field) => {
    const copy = await accepted();
    put(copy, [file, 2], { [field]: "ext:own" });
    expect(await check(copy)).toMatchObject({ accepted: true, findings: [] });
  });

  test.each(cases(everywhere, meaningsOfBoth, onlyIn12, onlyInBulk))("breaks %s", async (_rule, mutation) => {
    await expectFinding(await accepted(), mutation);
  });
});

describe("a package of 1.1", () => {
  test("of all its files is accepted, with the number of records of each", async () => {
    const copy = asVersion11(await accepted());
    const found = await check(copy);
    expect(found).toMatchObject({ accepted: true, findings: [] });
    expect(Object.keys(found.records)).toEqual(filesOf11.map(({ name }) => name));
  });

  test.each(cases(onlyIn11, meaningsOfBoth))("breaks %s", async (_rule, mutation) => {
    await expectFinding(asVersion11(await accepted()), mutation);
  });
});

describe("a package of changes", () => {
  test("is accepted when every record says since when it is active", async () => {
    expect(await check(asDelta(await accepted()))).toMatchObject({ accepted: true, findings: [] });
  });

  test("may end a record", async () => {
    const copy = asDelta(await accepted());
    put(copy, ["demographics", 2], { status: "tobedeleted" });
    expect(await check(copy)).toMatchObject({ accepted: true, findings: [] });
  });

  test.each(cases(onlyInDelta))("breaks %s", async (_rule, mutation) => {
    await expectFinding(asDelta(await accepted()), mutation);
  });
});

test("findings of one file do not hide those of another", async () => {
  const copy = await accepted();
  put(copy, ["users", 2], { enabledUser: "yes" });
  for (const row of copy.tables.get("orgs") ?? []) row.pop();
  copy.tables.get("courses")?.[1]?.pop();
  const { findings } = await check(copy);
  expect(findings.map(({ code, file }) => `${file} ${code}`)).toEqual([
    "courses.csv table.row_width_mismatch",
    "orgs.csv schema.missing_header",
    "users.csv row.invalid_boolean",
  ]);
});

describe("every cell of every file is held against its kind", () => {
  const line = ({ file, field, code }: { file: string; field: string | null; code: string }) =>
    `${file.replace(".csv", "")}.${field} ${code}`;

  /** Puts the nth fault of every cell into the same package: a finding for each, and no other. */
  async function expectAll(copy: PackageCopy, faults: CellFault[], nth: number): Promise<void> {
    const cells = new Map<string, CellFault[]>();
    for (const fault of faults) {
      const cell = `${fault.file}.${fault.field}`;
      cells.set(cell, [...(cells.get(cell) ?? []), fault]);
    }
    const chosen = [...cells.values()].flatMap((found) => found[nth] ?? []);
    for (const { file, field, value } of chosen) put(copy, [file, 2], { [field]: value });
    const { findings } = await check(copy);
    expect(findings.map(line).sort()).toEqual(chosen.map(line).sort());
    expect(new Set(findings.map(({ row }) => row))).toEqual(new Set([2]));
  }

  test.each([0, 1, 2])("in 1.2 in bulk (fault %i)", async (nth) => {
    await expectAll(await accepted(), cellFaults(packageFiles, "bulk"), nth);
  });

  test.each([0, 1, 2])("in 1.2 as changes (fault %i)", async (nth) => {
    await expectAll(asDelta(await accepted()), cellFaults(packageFiles, "delta"), nth);
  });

  test.each([0, 1, 2])("in 1.1 in bulk (fault %i)", async (nth) => {
    await expectAll(asVersion11(await accepted()), cellFaults(filesOf11, "bulk"), nth);
  });
});
