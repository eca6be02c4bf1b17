import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageFiles } from "../oneroster-binding/binding.ts";
import type { Finding } from "../oneroster-rules/findings.ts";
import { type CellFault, cellFaults } from "../oneroster-testing/cell-faults.ts";
import { asVersion11 } from "../oneroster-testing/derived-packages.ts";
import {
  everywhere,
  type Mutation,
  meaningsOfBoth,
  onlyIn11,
  onlyIn12,
  onlyInBulk,
  onlyInDelta,
} from "../oneroster-testing/mutations.ts";
import { type PackageCopy, put, readCopy, writeZip } from "../oneroster-testing/package-copy.ts";
import { checkPackage } from "./check-package.ts";

const published = new URL("../../../../shared/data/oneroster-1.2/", import.meta.url).pathname;

type Expected = { file: string; accepted: boolean; findings: Finding[]; records: Record<string, number> };

const expected: Expected[] = JSON.parse(readFileSync(join(published, "expected.json"), "utf8"));

const line = ({ code, file, row, field }: Finding) => [file, row, field, code].join(" ");

test("there are 32 published packages", () => {
  expect(expected).toHaveLength(32);
});

test.each(expected)("the published package $file gives exactly its findings", async ({ file, ...wanted }) => {
  const { accepted, findings, records } = await checkPackage(join(published, file), false);
  expect(findings.map(line).sort()).toEqual(wanted.findings.map(line).sort());
  expect({ accepted, records }).toEqual({ accepted: wanted.accepted, records: wanted.records });
});

/** Accepted packages: in bulk with marks, in bulk with resources, and with all files as changes. */
const marks = "valid/b2e82a631dff0efb.zip";
const resources = "valid/588004de785b1a64.zip";
const changes = "valid/01ac6139ce40a0bd.zip";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-mutated-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

const read = (file: string) => readCopy(join(published, file));

/** The bulk package that has the file. */
async function bulkWith(file: string): Promise<PackageCopy> {
  const copy = await read(marks);
  return copy.tables.has(file) || !packageFiles.some(({ name }) => name === file) ? copy : read(resources);
}

const nameOf = ({ file }: Mutation) => file.replace(/[.]csv$/, "");

async function expectFinding(copy: PackageCopy, { code, file, field, mutate }: Mutation): Promise<void> {
  const row = mutate(copy);
  const { findings } = await checkPackage(await writeZip(copy, folder), false);
  expect(findings).toEqual([{ code, file, row, field }]);
}

const cases = (...mutations: Mutation[][]) =>
  mutations.flat().map((mutation): [string, Mutation] => [`${mutation.code}: ${mutation.rule}`, mutation]);

describe("one mutation of a published package gives its finding, and no other", () => {
  test.each(cases(everywhere, meaningsOfBoth, onlyIn12, onlyInBulk))(
    "in bulk: %s",
    async (_rule, mutation) => {
      await expectFinding(await bulkWith(nameOf(mutation)), mutation);
    },
  );

  test.each(cases(everywhere, meaningsOfBoth, onlyIn12, onlyInDelta))(
    "as changes: %s",
    async (_rule, mutation) => {
      await expectFinding(await read(changes), mutation);
    },
  );

  test.each(cases(meaningsOfBoth, onlyIn11, onlyInBulk))("in 1.1: %s", async (_rule, mutation) => {
    await expectFinding(asVersion11(await read(marks)), mutation);
  });
});

describe("one wrong cell of a published package gives its finding, and no other", () => {
  async function expectEach(
    base: (file: string) => Promise<PackageCopy>,
    faults: CellFault[],
  ): Promise<void> {
    for (const { file, field, value, code } of faults) {
      const copy = await base(file);
      put(copy, [file, 2], { [field]: value });
      const { findings } = await checkPackage(await writeZip(copy, folder), false);
      expect(findings, `${file}.${field}: ${value}`).toEqual([{ code, file: `${file}.csv`, row: 2, field }]);
    }
  }

  /** The first fault of every cell. A wrong list of subjects has another length than that of the codes, too. */
  const isTried = ({ field }: CellFault, index: number, faults: CellFault[]) =>
    field !== "subjects" && faults.findIndex((fault) => fault.field === field) === index;

  test.each(packageFiles.map(({ name }) => name))("in bulk: %s", async (name) => {
    const faults = cellFaults(packageFiles, "bulk").filter(({ file }) => file === name);
    await expectEach(bulkWith, faults.filter(isTried));
  });

  test("as changes: the columns of the lifecycle", async () => {
    const faults = cellFaults(packageFiles, "delta");
    await expectEach(
      () => read(changes),
      faults.filter(({ field }) => field === "status" || field === "dateLastModified"),
    );
  });
});
