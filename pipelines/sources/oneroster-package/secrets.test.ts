import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkPackage } from "../oneroster-csv/check-package.ts";
import { inspectPackage } from "../oneroster-csv/inspect-package.ts";
import { type Bench, makeBench } from "../oneroster-testing/accepted-package.ts";
import {
  add,
  type PackageCopy,
  put,
  readCopy,
  rewrite,
  textOf,
  writeFolder,
  writeZip,
} from "../oneroster-testing/package-copy.ts";
import { secretMask } from "./mask-secrets.ts";
import { packageToLand } from "./package-to-land.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await makeBench();
});

afterAll(() => bench.remove());

async function masked(text: string, chunk = text.length): Promise<string> {
  const bytes = Buffer.from(text);
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  };
  const parts: Buffer[] = [];
  for await (const part of secretMask().apply(chunks())) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

const header = "sourcedId,password,phone";

describe("the text of a password's cell becomes a star", () => {
  test.each([
    ["a bare one", "1,hunter2,5", "1,*,5"],
    ["a quoted one with a comma and quotes", '1,"hun,t""er2",5', '1,"*""*",5'],
    ["none, where there is none", '1,,5\n2,"",6', '1,,5\n2,"",6'],
    ["every cell of a record with one too many", "Smith, Jr,hunter2,5", "*,*,*,*"],
    ["every cell behind a quote that is never closed", '"1,hunter2,5\n2,hunter3,6', '"*,*,*\n*,*,*'],
    ["every cell of a record with a quote inside", '1,hun"ter2,5', '*,*"*,*'],
    ["every cell behind a carriage return alone", "1,hun\rter2,5", "*,*\r*,*"],
  ])("%s", async (_what, text, wanted) => {
    expect(await masked(`${header}\n${text}\n`)).toBe(`${header}\n${wanted}\n`);
    expect(await masked(`${header}\n${text}\n`, 3)).toBe(`${header}\n${wanted}\n`);
  });

  test.each(["Password", "pasword", "user_pwd", "PassWord2"])("under the header %s too", async (name) => {
    expect(await masked(`sourcedId,${name}\r\n1,hunter2\r\n`)).toBe(`sourcedId,${name}\r\n1,*\r\n`);
  });

  test("and without a header every cell is masked", async () => {
    expect(await masked("1,hunter2,5\n2,x,6")).toBe("*,*,*\n*,*,*");
  });

  test("while a file without passwords stays as it is", async () => {
    const records = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }));
    await fc.assert(
      fc.asyncProperty(records, async (rows) => {
        const text = `sourcedId,title\n${rows.map((row) => row.join(",")).join("\n")}`;
        expect(await masked(text, 7)).toBe(text);
      }),
    );
  });
});

const secrets = ["hunter2", "swordfish", "letmein"];

/** Passwords in both files that have them, also where a record is broken. */
async function withPasswords(): Promise<PackageCopy> {
  const copy = await bench.accepted();
  put(copy, ["users", 2], { password: "hunter2" });
  put(copy, ["userProfiles", 2], { password: 'sword"fish,swordfish' });
  return copy;
}

function filesWith(folder: string, words: string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => words.some((word) => readFileSync(file).includes(word)));
}

test("no password reaches a table or a file that is worked on", async () => {
  const copy = await withPasswords();
  put(copy, ["users", 3], { username: "=SUM(1)", password: "letmein" });
  rewrite(copy, "users", (text) => text.replace("=SUM(1)", "a,b"));
  const path = await writeZip(copy, bench.folder);
  const workDir = join(bench.folder, "work");
  const connection = await (await DuckDBInstance.create(join(bench.folder, "work.duckdb"))).connect();
  const request = { path, workDir, file: "package.zip", isTolerant: true };
  const { isAccepted } = await inspectPackage(connection, request);
  expect(isAccepted).toBe(false);
  await connection.run("checkpoint");
  connection.closeSync();
  rmSync(path);
  expect(filesWith(bench.folder, ["sourcedId"])).not.toEqual([]);
  expect(filesWith(bench.folder, secrets)).toEqual([]);
});

test("passwords change nothing about what is accepted", async () => {
  const without = await checkPackage(await writeZip(await bench.accepted(), bench.folder), false);
  expect(await checkPackage(await writeZip(await withPasswords(), bench.folder), false)).toEqual(without);
});

describe("what is landed", () => {
  test("is the ZIP itself when it has no passwords", async () => {
    const path = await writeZip(await bench.accepted(), bench.folder);
    expect(await packageToLand(path, "package.zip", bench.folder)).toBe(path);
  });

  test("is a ZIP of the same records without passwords when it has some, the same one every time", async () => {
    const copy = await withPasswords();
    copy.raw.push(["notes/old users.csv", Buffer.from("sourcedId,password\n1,swordfish\n")]);
    const path = await writeZip(copy, bench.folder);
    const landed = await packageToLand(path, "package.zip", bench.folder);
    const first = readFileSync(landed);
    const kept = await readCopy(landed);
    for (const file of ["orgs", "results", "manifest"]) expect(textOf(kept, file)).toBe(textOf(copy, file));
    for (const word of secrets) expect([...kept.tables.values()].flat(2)).not.toContain(word);
    expect(readFileSync(await packageToLand(path, "package.zip", bench.folder)).equals(first)).toBe(true);
  });

  test("is a ZIP of a folder's files", async () => {
    const copy = await withPasswords();
    add(copy, "orgs", { sourcedId: "new", name: "New", type: "school" });
    const path = writeFolder(copy, bench.folder);
    const landed = await packageToLand(path, "package", bench.folder);
    expect(await checkPackage(landed, false)).toEqual(await checkPackage(path, false));
  });

  test("is nothing when it cannot be told whether passwords stand in it", async () => {
    const path = await writeZip(await withPasswords(), bench.folder);
    const zip = readFileSync(path);
    const first = zip.indexOf(Buffer.from("PK\u0001\u0002"));
    zip.writeUInt16LE(zip.readUInt16LE(first + 8) | 1, first + 8);
    writeFileSync(path, zip);
    await expect(packageToLand(path, "package.zip", bench.folder)).rejects.toThrow(
      /was not kept: .* is encrypted/,
    );
  });
});
