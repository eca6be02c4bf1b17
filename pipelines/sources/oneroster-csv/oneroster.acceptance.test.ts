import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { packageFiles } from "../oneroster-binding/binding.ts";
import { type Finding, readFindings } from "../oneroster-rules/findings.ts";
import { inspectPackage } from "./inspect-package.ts";

const folder = new URL("../../../../shared/data/oneroster-1.2/", import.meta.url).pathname;

type Expected = { file: string; accepted: boolean; findings: Finding[]; records: Record<string, number> };

const expected: Expected[] = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));

const line = ({ code, file, row, field }: Finding) => [file, row, field, code].join(" ");

test("there are 32 published packages", () => {
  expect(expected).toHaveLength(32);
});

test.each(expected)("the published package $file gives exactly its findings", async (published) => {
  const workDir = mkdtempSync(join(tmpdir(), "rollbook-package-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const path = join(folder, published.file);
    const { isAccepted, files } = await inspectPackage(connection, {
      path,
      workDir,
      file: published.file,
      isTolerant: false,
    });
    const findings = await readFindings(connection, 1000);
    expect(findings.map(line).sort()).toEqual(published.findings.map(line).sort());
    expect(isAccepted).toBe(published.accepted);
    const none = Object.fromEntries(packageFiles.map(({ name }) => [name, 0]));
    const records = { ...none, ...Object.fromEntries(files.map(({ name, records }) => [name, records])) };
    if (isAccepted) expect(records).toEqual(published.records);
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(workDir, { recursive: true });
  }
});
