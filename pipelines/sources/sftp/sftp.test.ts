import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCurrentGeneration } from "#warehouse";
import { a, c } from "../postgres/test-district.ts";
import { days, header, makeDrop, schoolRow, type TestDrop } from "./test-drop.ts";

let drop: TestDrop;
beforeAll(async () => {
  drop = await makeDrop();
});
afterAll(() => drop.stop());
beforeEach(() => drop.renew());

const sources = () => readCurrentGeneration(drop.dataDir)?.sources ?? [];
const loaded = () => Object.fromEntries(sources().map(({ feed, loaded: rows }) => [feed, rows]));
const there = () => readdirSync(drop.there).sort();
const b = "07612346000027";

/** A list of schools of some hundred kilobytes, so that it comes in many pieces. */
const long = (rows = 4000) =>
  `${header}\n${Array.from({ length: rows }, (_, at) => schoolRow(String(10 ** 13 + at))).join("\n")}\n`;

describe("an SFTP drop", () => {
  test("is loaded, kept under its hash, and left as it was", async () => {
    const outcome = await drop.run();
    expect(outcome).toMatchObject({ state: "published", command: "load --source sis", message: null });
    expect(sources()).toMatchObject([
      { feed: "organizations", file: "sftp/schools.csv", read: 2, loaded: 2 },
      { feed: "calendar", file: "sftp/days.csv", read: 2, loaded: 2 },
    ]);
    for (const { sha256, file } of sources()) {
      const sent = readFileSync(join(drop.there, file.slice(5)));
      expect(createHash("sha256").update(sent).digest("hex")).toBe(sha256);
      expect(readFileSync(join(drop.dataDir, "landing", sha256))).toEqual(sent);
    }
    expect(there()).toEqual(["days.csv", "done", "schools.csv"]);
    expect(readdirSync(join(drop.dataDir, "sftp", "sis"))).toEqual(["fetched.json"]);
  });

  test("is let in by key as well, and asked for nothing it has sent before", async () => {
    await drop.run({ keyEnv: "SIS_KEY" });
    const { sent } = drop.server;
    expect(sent).toBeGreaterThan(0);
    const before = sources().map(({ sha256 }) => sha256);
    await drop.run({ keyEnv: "SIS_KEY" });
    expect(drop.server.sent).toBe(sent);
    expect(sources().map(({ sha256 }) => sha256)).toEqual(before);
    drop.put("schools.csv", `${header}\n${schoolRow(a)}\n${schoolRow(b)}\n${schoolRow(c)}\n`);
    await drop.run();
    expect(loaded()).toEqual({ organizations: 3, calendar: 2 });
  });

  test("of files with a day in their name gives the newest", async () => {
    drop.put("schools-2026-11-19.csv", `${header}\n${schoolRow(a)}\n`);
    utimesSync(join(drop.there, "schools.csv"), 1, 1);
    await drop.run();
    expect(sources()[0]).toMatchObject({ file: "sftp/schools-2026-11-19.csv", loaded: 1 });
  });

  test("that names a file of a feed in two places is refused before anything is asked", async () => {
    const [source] = drop.district().sources;
    expect(source?.sftp?.files).toBeDefined();
    await expect(drop.run({ files: { nonsense: "a.csv" } })).rejects.toThrow(/which is no feed/);
  });
});

describe("what is incomplete is left", () => {
  test("a file that still grows, while the others are loaded", async () => {
    await drop.run();
    const path = join(drop.there, "schools.csv");
    appendFileSync(path, `${schoolRow(b)}\n`);
    const growing = setInterval(() => appendFileSync(path, "x"), 5);
    drop.put("days.csv", days([a, b, c]));
    await drop.run({ settleSeconds: 0.2 });
    clearInterval(growing);
    expect(loaded()).toEqual({ organizations: 2, calendar: 2 });
    expect(sources().find(({ feed }) => feed === "calendar")).toMatchObject({ read: 3, rejected: 1 });
  });

  test("a file without the mark that is agreed", async () => {
    drop.put("days.csv.done", "");
    await expect(drop.run({ doneSuffix: ".done", files: { organizations: "schools.csv" } })).rejects.toThrow(
      /nothing is known from before, and no file is in \/out, or what is there lacks its mark \(\.done\)/,
    );
    drop.put("schools.csv.done", "");
    await drop.run({ doneSuffix: ".done" });
    expect(loaded()).toEqual({ organizations: 2, calendar: 2 });
  });

  test("an empty folder of which nothing was loaded, with a sentence", async () => {
    await expect(drop.run({ folder: "/out/done" })).rejects.toMatchObject({ code: "sftp.incomplete" });
  });

  test("all, while one of the feeds has never come: figures without it would be too low", async () => {
    drop.put("schools.csv.done", "");
    await expect(drop.run({ doneSuffix: ".done" })).rejects.toThrow(
      /of days\.csv nothing is known from before.*Nothing was loaded/,
    );
    expect(sources()).toEqual([]);
    drop.put("days.csv.done", "");
    await drop.run({ doneSuffix: ".done" });
    rmSync(join(drop.there, "days.csv.done"));
    await drop.run({ doneSuffix: ".done" });
    expect(loaded()).toEqual({ organizations: 2, calendar: 2 });
  });

  test("all, while a feed that was declared later has never come", async () => {
    const files = { organizations: "schools.csv" };
    await drop.run({ files, afterLoad: "delete" });
    rmSync(join(drop.there, "days.csv"));
    await expect(drop.run()).rejects.toThrow(/of days\.csv nothing is known/);
    expect(loaded()).toEqual({ organizations: 2 });
  });

  test("but not a feed that is published, where it is not known any more what was fetched, as after a restore", async () => {
    await drop.run({ afterLoad: "delete" });
    rmSync(join(drop.dataDir, "sftp"), { recursive: true });
    drop.put("days.csv", days([a]));
    await drop.run();
    expect(loaded()).toEqual({ organizations: 2, calendar: 1 });
  });

  test("but what came with a load that was refused is loaded with what was mended", async () => {
    drop.put("schools.csv", `${header}\n${schoolRow("1")}\n`);
    await expect(drop.run({ afterLoad: "delete" })).rejects.toMatchObject({ code: "run.too_many_refused" });
    rmSync(join(drop.there, "days.csv"));
    drop.put("schools.csv", `${header}\n${schoolRow(a)}\n${schoolRow(c)}\n`);
    await drop.run();
    expect(loaded()).toEqual({ organizations: 2, calendar: 2 });
  });
});

describe("what arrives is what was sent", () => {
  test("an interrupted fetch goes on where it was, also in another run", async () => {
    drop.put("schools.csv", long());
    const size = readFileSync(join(drop.there, "schools.csv")).length;
    let isCut = false;
    drop.server.onRead = (at, end) => {
      if (at < size / 2 || isCut) return;
      isCut = true;
      end();
    };
    await expect(drop.run({ files: { organizations: "schools.csv" } })).rejects.toMatchObject({
      code: "sftp.interrupted",
    });
    const before = drop.server.sent;
    expect(before).toBeGreaterThan(size / 4);
    await drop.run({ files: { organizations: "schools.csv" } });
    expect(drop.server.sent - before).toBeLessThan(size * 0.8);
    expect(loaded()).toEqual({ organizations: 4000 });
  });

  test("a file that changes while it is fetched is refused and nothing of it kept", async () => {
    drop.put("schools.csv", long());
    drop.server.onRead = (at) => {
      if (at > 100_000) appendFileSync(join(drop.there, "schools.csv"), "x");
    };
    await expect(drop.run()).rejects.toMatchObject({ code: "file.changed" });
    expect(existsSync(join(drop.dataDir, "landing"))).toBe(false);
    expect(readCurrentGeneration(drop.dataDir)).toBeNull();
  });

  test("a hash beside the file is compared", async () => {
    const hash = createHash("sha256")
      .update(readFileSync(join(drop.there, "schools.csv")))
      .digest("hex");
    drop.put("schools.csv.sha256", `${"0".repeat(64)}  schools.csv\n`);
    await expect(drop.run()).rejects.toMatchObject({ code: "sftp.damaged" });
    drop.put("schools.csv.sha256", `${hash.toUpperCase()}  schools.csv\n`);
    await expect(drop.run()).resolves.toMatchObject({ state: "published" });
  });
});

describe("after a load", () => {
  test("files are deleted with what stands beside them, where that is told, and the next load finds nothing wrong", async () => {
    drop.put(
      "days.csv.sha256",
      createHash("sha256")
        .update(days([a, c]))
        .digest("hex"),
    );
    await drop.run({ afterLoad: "delete" });
    expect(there()).toEqual(["done"]);
    await expect(drop.run({ afterLoad: "delete" })).resolves.toMatchObject({ state: "published" });
    expect(loaded()).toEqual({ organizations: 2, calendar: 2 });
  });

  test("files are moved, where that is told", async () => {
    await drop.run({ afterLoad: { moveTo: "/out/done" } });
    expect(there()).toEqual(["done"]);
    expect(readdirSync(join(drop.there, "done")).sort()).toEqual(["days.csv", "schools.csv"]);
  });

  test("a file that cannot be moved is told and stays published", async () => {
    const outcome = await drop.run({ afterLoad: { moveTo: "/nowhere" } });
    expect(outcome.state).toBe("published");
    expect(outcome.message).toMatch(/^Published, but its files were left at the source: /);
  });

  test("that was refused nothing is deleted", async () => {
    drop.put("schools.csv", `${header}\n${schoolRow("1")}\n`);
    await expect(drop.run({ afterLoad: "delete" })).rejects.toMatchObject({ code: "run.too_many_refused" });
    expect(there()).toEqual(["days.csv", "done", "schools.csv"]);
  });
});

describe("a server is refused with what to do", () => {
  test("that is another than the one declared, before any password is sent", async () => {
    await expect(drop.run({ hostKeySha256: "SHA256:AAAA" })).rejects.toThrow(
      /shows another host key \(SHA256:[\w+/]{43}\).*Nothing was sent to it/,
    );
  });

  test.each<[string, Parameters<TestDrop["run"]>, string]>([
    ["that does not let us in", [{}, { SIS_PASSWORD: "wrong" }], "sftp.sign_in"],
    ["that is not there", [{}, { SIS_DROP: "sftp://drop@127.0.0.1:1" }], "sftp.unreachable"],
    ["whose address is missing", [{}, { SIS_DROP: "" }], "sftp.no_address"],
    [
      "whose address holds a password",
      [{}, { SIS_DROP: "sftp://drop:secret@127.0.0.1:22" }],
      "sftp.no_address",
    ],
    ["that we have nothing to sign in to with", [{}, { SIS_PASSWORD: "" }], "sftp.no_address"],
    ["without the folder", [{ folder: "/elsewhere" }, {}], "sftp.not_found"],
  ])("%s", async (_, asked, code) => {
    const failure = await drop.run(...asked).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(String(failure)).not.toMatch(/hunter2|secret|wrong/);
  });
});
