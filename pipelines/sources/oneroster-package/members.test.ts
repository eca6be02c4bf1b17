import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkPackage } from "../oneroster-csv/check-package.ts";
import { type Bench, makeBench } from "../oneroster-testing/accepted-package.ts";
import { type PackageCopy, writeFolder, writeZip } from "../oneroster-testing/package-copy.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await makeBench();
});

afterAll(() => bench.remove());

const empty = (...raw: PackageCopy["raw"]): PackageCopy => ({ tables: new Map(), raw });

/** The path of a ZIP after something was done to its bytes. */
async function altered(copy: PackageCopy, change: (zip: Buffer) => Buffer): Promise<string> {
  const path = await writeZip(copy, bench.folder);
  writeFileSync(path, change(readFileSync(path)));
  return path;
}

/** Sets a bit in the flags of the first entry, in its own header and in the directory. */
function withFlag(zip: Buffer, flag: number): Buffer {
  const directory = zip.indexOf(Buffer.from("PK\u0001\u0002"));
  zip.writeUInt16LE(zip.readUInt16LE(6) | flag, 6);
  zip.writeUInt16LE(zip.readUInt16LE(directory + 8) | flag, directory + 8);
  return zip;
}

const codes = async (path: string) =>
  (await checkPackage(path, false)).findings.map(({ code, file }) => `${file} ${code}`);

describe("a ZIP is refused with a finding", () => {
  test("when an entry is encrypted", async () => {
    const path = await altered(empty(["users.csv", Buffer.from("x")]), (zip) => withFlag(zip, 1));
    expect(await codes(path)).toEqual([
      "manifest.csv package.missing_manifest",
      "users.csv package.encrypted_file",
    ]);
  });

  test("when two entries have the same name", async () => {
    const copy = await bench.accepted();
    copy.raw.push(["orgs.csv", Buffer.from("x")], ["orgs.csv", Buffer.from("y")]);
    expect(await codes(await writeZip(copy, bench.folder))).toEqual(["orgs.csv package.duplicate_file"]);
  });

  test("when it would unpack to far more than it is", async () => {
    const copy = await bench.accepted();
    copy.raw.push(["orgs.csv", Buffer.alloc(100 * 1024 ** 2, "a")]);
    expect(await codes(await writeZip(copy, bench.folder))).toEqual(["orgs.csv package.file_too_large"]);
  });

  test("when a line has no end", async () => {
    const copy = await bench.accepted();
    const line = Buffer.from(Array.from({ length: 900_000 }, (_, index) => index * 7919).join("-"));
    copy.raw.push(["orgs.csv", Buffer.concat([Buffer.from(`${copy.tables.get("orgs")?.[0]}\n`), line])]);
    expect(await codes(await writeZip(copy, bench.folder))).toEqual(["orgs.csv csv.record_too_long"]);
  });
});

describe("what cannot be read is refused with a sentence", () => {
  test("a path that leads out of the ZIP", async () => {
    const path = await altered(empty(["aa/aa/users.csv", Buffer.from("x")]), (zip) =>
      Buffer.from(zip.toString("latin1").replaceAll("aa/aa/", "../../"), "latin1"),
    );
    await expect(checkPackage(path, true)).rejects.toThrow(/a file whose name leads out of the ZIP/);
  });

  test("a ZIP that was cut off", async () => {
    const path = await altered(await bench.accepted(), (zip) => zip.subarray(0, zip.length / 2));
    await expect(checkPackage(path, false)).rejects.toThrow(
      /package.zip is not a sound ZIP file .*Send it again/,
    );
  });

  test("a ZIP with a bit that was flipped", async () => {
    const path = await altered(await bench.accepted(), (zip) => {
      const at = 2000;
      zip.writeUInt8(zip.readUInt8(at) ^ 1, at);
      return zip;
    });
    await expect(checkPackage(path, false)).rejects.toThrow(/is not a sound ZIP file/);
  });

  test("an entry that is longer than it says", async () => {
    const path = await altered(empty(["users.csv", Buffer.alloc(5000, "a")]), (zip) => {
      const directory = zip.indexOf(Buffer.from("PK\u0001\u0002"));
      zip.writeUInt32LE(10, directory + 24);
      return zip;
    });
    await expect(checkPackage(path, false)).rejects.toThrow(/is not a sound ZIP file/);
  });

  test("a file that is no ZIP", async () => {
    const path = join(bench.folder, "export.zip");
    writeFileSync(path, "sourcedId,name\n");
    await expect(checkPackage(path, false)).rejects.toThrow(
      /export.zip is not a sound ZIP file .*Send it again/,
    );
  });

  test("a path where nothing is", async () => {
    await expect(checkPackage(join(bench.folder, "nothing"), false)).rejects.toThrow(
      /no file or folder .*nothing/,
    );
  });

  test("a ZIP of thousands of files", async () => {
    const many = Array.from({ length: 1001 }, (_, index): [string, Buffer] => [
      `${index}.csv`,
      Buffer.from(""),
    ]);
    await expect(checkPackage(await writeZip(empty(...many), bench.folder), false)).rejects.toThrow(
      /holds 1001 files/,
    );
  });
});

test("a folder's links and folders are not followed", async () => {
  const path = writeFolder(await bench.accepted(), bench.folder);
  mkdirSync(join(path, "more"));
  symlinkSync("/etc/passwd", join(path, "passwd.csv"));
  expect(await codes(path)).toEqual(["more/ package.unknown_file", "passwd.csv package.unknown_file"]);
});
