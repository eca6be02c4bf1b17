import { spawn } from "node:child_process";
import { cpSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Control, openControl } from "../control-store.ts";
import { type StorePlace, startStores, type TestStores } from "../test-stores.ts";
import type { NewAccess } from "./entry.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.stop());

const view: NewAccess = {
  at: "2026-11-20T08:00:00.000Z",
  account: "principal",
  action: "view",
  subject: "school page",
  generation: "g-000001",
  students: ["7000000002", "7000000001"],
  fields: ["student"],
};

async function withControl<Result>(
  place: StorePlace,
  use: (control: Control) => Promise<Result>,
): Promise<Result> {
  const control = await openControl(place);
  try {
    return await use(control);
  } finally {
    await control.close();
  }
}
const verify = (place: StorePlace, kept = {}) => withControl(place, (control) => control.verifyLog(kept));

/** A process of its own that appends `entries`, and says of each when it is written. */
function startWriter(place: StorePlace, account: string, entries: number) {
  const program = `
    import { openControl } from ${JSON.stringify(new URL("../control-store.ts", import.meta.url).href)};
    const control = await openControl(${JSON.stringify(place)});
    for (let turn = 1; turn <= ${entries}; turn++) {
      await control.record({ ...${JSON.stringify(view)}, account: "${account}", subject: String(turn) });
      process.stdout.write(turn + "\\n");
      // SQLite's writers do not queue: one that never pauses can keep the other out (1.9 s were seen).
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await control.close();`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    cwd: join(import.meta.dirname, "..", "..", ".."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const written = () => Number(said.trim().split("\n").at(-1) ?? 0);
  return { child, ended, written };
}

describe.each(["sqlite", "postgres"])("the access log on %s", (engine) => {
  it("keeps what was said of an access, and finds it by student, account, action and day", async () => {
    const place = await stores.create(engine, "kept");
    await withControl(place, async (control) => {
      await control.record(view);
      await control.record({
        ...view,
        at: "2026-11-21T08:00:00.000Z",
        account: "admin",
        viewed_as: "principal",
        action: "export",
        students: ["7000000001"],
      });
      await control.record({
        at: "2026-11-22T08:00:00.000Z",
        account: "board",
        action: "sign_in",
        subject: "demo",
      });
      const found = async (filter: Parameters<Control["auditEntries"]>[0]) =>
        (await control.auditEntries(filter)).map(({ sequence }) => sequence);
      expect(await found({})).toEqual([3, 2, 1]);
      expect(await found({ student: "7000000001" })).toEqual([2, 1]);
      expect(await found({ student: "7000000002" })).toEqual([1]);
      expect(await found({ account: "principal" })).toEqual([2, 1]);
      expect(await found({ action: "sign_in" })).toEqual([3]);
      expect(await found({ from: "2026-11-21", to: "2026-11-21" })).toEqual([2]);
      expect(await found({ before: 3, limit: 1 })).toEqual([2]);
      const [first] = await control.auditEntries({ before: 2 });
      expect(first).toMatchObject({
        ...view,
        students: ["7000000001", "7000000002"],
        viewed_as: null,
        purpose: null,
      });
      expect(await control.verifyLog({})).toEqual({ sound: true, entries: 3, checkpoints: 3, faults: [] });
    });
  });

  it("is one chain without gaps when two processes append at once", async () => {
    const place = await stores.create(engine, "crowded");
    const writers = ["one", "other"].map((account) => startWriter(place, account, 100));
    expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual([0, 0]);
    await withControl(place, async (control) => {
      const entries = (await control.auditEntries()).reverse();
      expect(entries.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
      for (const account of ["one", "other"]) {
        const turns = entries
          .filter((entry) => entry.account === account)
          .map(({ subject }) => Number(subject));
        expect(turns).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
      }
      expect((await control.verifyLog({})).faults).toEqual([]);
    });
  });

  it("holds every entry that was acknowledged, and is sound, after its writer was killed at any moment", async () => {
    const place = await stores.create(engine, "killed");
    await withControl(place, (control) => control.record(view));
    let least = 1;
    for (let turn = 0; turn < 6; turn++) {
      const { child, ended, written } = startWriter(place, `writer ${turn}`, 100_000);
      while (written() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      await new Promise((resolve) => setTimeout(resolve, 7 * turn));
      child.kill("SIGKILL");
      await ended;
      least += written();
      const { sound, entries } = await verify(place);
      expect([sound, entries >= least]).toEqual([true, true]);
      least = entries;
    }
  });

  it("comes back as it was written whatever text people write", async () => {
    const place = await stores.create(engine, "texts");
    await withControl(place, async (control) => {
      const text = fc.string({ unit: "binary", maxLength: 20 });
      const strange = fc.oneof(
        text,
        fc.constantFrom("\u0000", "a\ud800b", "\udc00", "\r\n", "'; drop table access_entry"),
      );
      await fc.assert(
        fc.asyncProperty(
          strange,
          strange,
          fc.array(strange, { maxLength: 4 }),
          async (subject, purpose, students) => {
            await control.record({ ...view, subject, purpose, students });
          },
        ),
        { numRuns: 60 },
      );
      expect((await control.verifyLog({})).faults).toEqual([]);
      expect((await control.auditEntries()).length).toBeGreaterThanOrEqual(60);
    });
  });

  it("takes a school of two thousand students and an export of twenty thousand", async () => {
    const place = await stores.create(engine, "long");
    const students = Array.from({ length: 20_000 }, (_, at) => String(7_000_000_000 + at));
    await withControl(place, async (control) => {
      await control.record({ ...view, students: students.slice(0, 2000) });
      await control.record({ ...view, students });
      expect(await control.auditEntries({ student: "7000001999" })).toHaveLength(2);
      expect(await control.auditEntries({ student: "7000002000" })).toHaveLength(1);
      expect((await control.verifyLog({})).sound).toBe(true);
    });
  });

  it("takes over the entries of the log that had no chain, once", async () => {
    const place = await stores.create(engine, "old");
    await withControl(place, (control) => control.close()).catch(() => {});
    await stores.execute(
      engine,
      "old",
      `create table audit_entry (audit_entry_id text primary key, at text not null, account text, action text not null, subject text not null);
       insert into audit_entry values ('b', '2026-11-02T08:00:00.000Z', 'admin', 'students_read', 'school 1'),
         ('a', '2026-11-01T08:00:00.000Z', null, 'sign_out', 'demo');`,
    );
    for (let turn = 0; turn < 2; turn++)
      await withControl(place, async (control) => {
        expect((await control.auditEntries()).reverse()).toMatchObject([
          { sequence: 1, at: "2026-11-01T08:00:00.000Z", account: null, action: "sign_out" },
          { sequence: 2, account: "admin", action: "view", subject: "school 1" },
        ]);
        expect((await control.verifyLog({})).sound).toBe(true);
      });
  });

  it("is not gone on with under another key", async () => {
    const place = await stores.create(engine, "keyless");
    await withControl(place, (control) => control.record(view));
    const secret = join(place.dataDir, "keys", "access-log.pem");
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    rmSync(secret);
    await withControl(place, async (control) => {
      await expect(control.record(view)).rejects.toThrow(
        /signed with key [0-9a-f]{16}, and .*access-log\.pem is missing/,
      );
      expect((await control.verifyLog({})).sound).toBe(true);
    });
  });
});

/** Statements of somebody with the database in hand; ten entries are there, three students in each. */
const edits: Record<string, string> = {
  "who looked": "update access_entry set account = 'somebody' where sequence = 4",
  when: "update access_entry set at = '2026-11-20T08:00:00.001Z' where sequence = 10",
  "that nobody looked": "update access_entry set account = null where sequence = 1",
  why: "update access_entry set purpose = 'IEP' where sequence = 2",
  "a list of students": `update access_entry set students = '["7000000001"]' where sequence = 3`,
  "a list of students in both places": `update access_entry set students = '["7000000001"]' where sequence = 3;
    delete from access_student where sequence = 3 and student_id <> '7000000001'`,
  "a space in a list": "update access_entry set students = replace(students, ',', ', ') where sequence = 3",
  "the index of students": "delete from access_student where student_id = '7000000002' and sequence = 5",
  "a student who was never shown": "insert into access_student values ('7000000009', 5)",
  "an access of nobody's": "insert into access_student values ('7000000009', 99)",
  "an access before the first": "insert into access_student values ('7000000009', 0)",
  "an entry in the middle":
    "delete from access_student where sequence = 6; delete from access_entry where sequence = 6",
  "the last entry":
    "delete from access_student where sequence = 10; delete from access_entry where sequence = 10",
  "all entries": "delete from access_student; delete from access_entry; delete from access_checkpoint",
  "the head of the log": "update access_head set sequence = 9",
  "a checkpoint": "delete from access_checkpoint where sequence = 1",
  "a checkpoint's signature": "update access_checkpoint set signature = (select signature from access_head)",
  "the order":
    "update access_entry set sequence = 99 where sequence = 4; update access_entry set sequence = 4 where sequence = 5; update access_entry set sequence = 5 where sequence = 99",
  "a hash": "update access_entry set entry_hash = upper(entry_hash) where sequence = 7",
  "another entry, copied": `insert into access_entry select 11, at, account, viewed_as, action, subject, purpose, generation, students,
    fields, entry_hash, entry_hash from access_entry where sequence = 10`,
};

describe.each(["sqlite", "postgres"])("on %s, past the store", (engine) => {
  beforeAll(async () => {
    const place = await stores.create(engine, "witness");
    await withControl(place, async (control) => {
      for (let turn = 1; turn <= 10; turn++)
        await control.record({
          ...view,
          subject: `page ${turn}`,
          students: ["7000000001", "7000000002", "7000000003"],
        });
    });
  });

  it.each(Object.entries(edits))("an edit of %s is found", async (name, sql) => {
    const copy = `edit_${Object.keys(edits).indexOf(name)}`;
    const place = await stores.copy(engine, "witness", copy);
    expect((await verify(place)).sound).toBe(true);
    await stores.execute(engine, copy, sql);
    const { sound, faults } = await verify(place);
    expect([sound, faults.length > 0]).toEqual([false, true]);
  });

  it("the whole store put back from a copy is found with a checkpoint kept elsewhere, and not without", async () => {
    await stores.copy(engine, "witness", "backup");
    const place = await stores.copy(engine, "witness", "live");
    const kept = join(place.dataDir, "kept.json");
    await withControl(place, async (control) => {
      await control.record({ ...view, subject: "what should not be known" });
      const checkpoint = await control.checkpoint({ at: view.at, account: null, subject: "for the court" });
      writeFileSync(kept, JSON.stringify(checkpoint));
    });
    expect((await verify(place, { checkpoint: kept })).faults).toEqual([]);
    const restored = await stores.copy(engine, "backup", "restored");
    expect((await verify(restored)).sound).toBe(true);
    const { faults } = await verify(restored, { checkpoint: kept });
    expect(faults).toMatchObject([{ code: "truncated", sequence: 12 }]);
    const key = join(place.dataDir, "keys", "access-log.public.pem");
    expect((await verify(place, { checkpoint: kept, key })).sound).toBe(true);
  });

  it("nobody's edit of the end is signed by going on, and entries that were put beside the log are not taken in", async () => {
    const place = await stores.copy(engine, "witness", "laundered");
    const cutBack = `delete from access_student where sequence = 10; delete from access_entry where sequence = 10;
      update access_head set sequence = 9, entry_hash = (select entry_hash from access_entry where sequence = 9)`;
    await stores.execute(engine, "laundered", cutBack);
    await withControl(place, async (control) => {
      await expect(control.record(view)).rejects.toThrow(/entry 9, is not the one that was signed/);
    });
    const other = await stores.copy(engine, "witness", "planted");
    await stores.execute(
      engine,
      "planted",
      `create table audit_entry (audit_entry_id text primary key, at text, account text, action text, subject text);
       insert into audit_entry values ('a', '2026-11-01T08:00:00.000Z', 'admin', 'view', 'planted')`,
    );
    await withControl(other, async (control) => expect(await control.auditEntries()).toHaveLength(10));
  });

  it("the store alone put back from a copy, or emptied, is found without any checkpoint, and not gone on with", async () => {
    const earlier = await stores.copy(engine, "witness", "rewound");
    const later = await stores.copy(engine, "witness", "advanced");
    await withControl(later, (control) => control.record({ ...view, subject: "what should not be known" }));
    const end = (place: StorePlace) => join(place.dataDir, "keys", "access-log.end.json");
    cpSync(end(later), end(earlier));
    const emptied = await stores.copy(engine, "witness", "emptied");
    await stores.execute(
      engine,
      "emptied",
      `delete from access_student; delete from access_entry; delete from access_checkpoint;
       update access_head set sequence = 0, entry_hash = '${"0".repeat(64)}', at = '', key_id = '', signature = ''`,
    );
    for (const [place, last] of [
      [earlier, 11],
      [emptied, 10],
    ] as const) {
      expect((await verify(place)).faults.map(({ code }) => code)).toContain("truncated");
      await withControl(place, async (control) => {
        await expect(control.record(view)).rejects.toThrow(`and had ${last}: put the missing entries back`);
      });
    }
  });
});
