import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { writeZip } from "../sources/oneroster-testing/package-copy.ts";
import { scanUpload, type Wanted } from "./scan-upload.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-scan-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(content: Buffer | string): string {
  const path = join(folder, "upload.tmp");
  writeFileSync(path, content);
  return path;
}
const scanned = (content: Buffer | string, wanted: Wanted = "text") =>
  scanUpload(written(content), "attendance.csv", wanted);
const bytes = (hex: string) => Buffer.concat([Buffer.from(hex, "hex"), Buffer.alloc(600, 1)]);

/** A ZIP of these members, after something was done to its bytes. */
async function zipped(
  members: [string, Buffer][],
  change: (zip: Buffer) => Buffer = (zip) => zip,
): Promise<Buffer> {
  return change(readFileSync(await writeZip({ tables: new Map(), raw: members }, folder)));
}
const a = (length: number): Buffer => Buffer.alloc(length, "a");

/** Where the directory's record of the first member begins. */
const directoryOf = (zip: Buffer) => zip.indexOf(Buffer.from("PK\u0001\u0002"));

describe("a file that is named like a table is refused by what it is", () => {
  test.each<[string, Buffer | string, RegExp]>([
    ["an old workbook", bytes("d0cf11e0a1b11ae1"), /old Office file \(\.xls\).*Save it as \.csv/],
    ["a PDF", Buffer.from("%PDF-1.7\n"), /is a PDF\. Export the records/],
    ["a web page", "\n <!DOCTYPE html><title>Sign in</title>", /is a web page, perhaps the sign-in page/],
    ["a web page behind a byte order mark", "\uFEFF<html>", /is a web page/],
    ["a program of Linux", bytes("7f454c46"), /is a program or a script/],
    ["a program of Windows", bytes("4d5a9000"), /is a program or a script/],
    ["a script", "#!/bin/sh\nrm -rf /\n", /is a program or a script/],
    ["a picture", bytes("89504e470d0a1a0a"), /is a picture/],
    ["an archive of another kind", bytes("1f8b0800"), /archive of another kind/],
    ["bytes that are no text", Buffer.from([65, 0, 66, 7, 0, 0, 1]), /neither text nor a ZIP/],
  ])("%s", async (_, content, sentence) => {
    await expect(scanned(content)).rejects.toMatchObject({ code: "upload.refused" });
    await expect(scanned(content)).rejects.toThrow(sentence);
  });

  test("a ZIP where text is agreed, and text where a package is", async () => {
    await expect(scanned(await zipped([["a.csv", a(9)]]))).rejects.toThrow(/is text\. Save it as \.csv/);
    await expect(scanned("a,b\n", "package")).rejects.toThrow(/a OneRoster package is a ZIP/);
  });
});

test.each<[string, Buffer | string]>([
  ["UTF-8", "student_id,absent_on\n1,2026-09-03\n"],
  ["UTF-16", Buffer.from("\uFEFFstudent_id\n", "utf16le")],
  ["nothing but a header", "student_id"],
  ["nothing at all", ""],
])("text goes on to its contract: %s", async (_, content) => {
  await expect(scanned(content)).resolves.toBeUndefined();
});

describe("a ZIP is refused", () => {
  test("when it would unpack to far more than it is", async () => {
    await expect(scanned(await zipped([["users.csv", a(100 * 1024 ** 2)]]), "package")).rejects.toThrow(
      /which no export does/,
    );
  });

  test("when its members do together what none does alone", async () => {
    const members = Array.from({ length: 3 }, (_, at): [string, Buffer] => [`${at}.csv`, a(40 * 1024 ** 2)]);
    await expect(scanned(await zipped(members), "package")).rejects.toThrow(/which no export does/);
  });

  test("when a member is longer than it says", async () => {
    const zip = await zipped([["users.csv", a(5000)]], (whole) => {
      whole.writeUInt32LE(10, directoryOf(whole) + 24);
      return whole;
    });
    await expect(scanned(zip, "package")).rejects.toThrow(/is not a sound ZIP file|which no export does/);
  });

  test("when a member stands under a password", async () => {
    const zip = await zipped([["users.csv", a(10)]], (whole) => {
      const directory = directoryOf(whole);
      whole.writeUInt16LE(whole.readUInt16LE(6) | 1, 6);
      whole.writeUInt16LE(whole.readUInt16LE(directory + 8) | 1, directory + 8);
      return whole;
    });
    await expect(scanned(zip, "package")).rejects.toThrow(/"users.csv" under a password/);
  });

  test("when a name leads out of it", async () => {
    const zip = await zipped([["aa/aa/users.csv", a(10)]], (whole) =>
      Buffer.from(whole.toString("latin1").replaceAll("aa/aa/", "../../"), "latin1"),
    );
    await expect(scanned(zip, "package")).rejects.toThrow(/leads out of the ZIP/);
  });

  test("when it has more than a thousand members, was cut off, or is empty", async () => {
    const many = Array.from({ length: 1001 }, (_, at): [string, Buffer] => [`${at}.csv`, Buffer.alloc(0)]);
    await expect(scanned(await zipped(many), "package")).rejects.toThrow(/1001 files/);
    const half = await zipped([["users.csv", a(5000)]], (whole) => whole.subarray(0, whole.length / 2));
    await expect(scanned(half, "package")).rejects.toThrow(/not a sound ZIP/);
    await expect(scanned(await zipped([]), "package")).rejects.toThrow(/an empty ZIP/);
  });
});
