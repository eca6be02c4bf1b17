import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { peopleCommand } from "#api";
import { openControl } from "#warehouse";
import { testDistrict } from "../../api/test-district.ts";
import { person } from "./small-app.ts";

let dataDir = "";
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "rollbook-people-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const seenAt = "2026-11-20T12:00:00.000Z";
const people = (...words: string[]) => peopleCommand({ dataDir, district: testDistrict }, words);
async function inStore<Result>(ask: (control: Awaited<ReturnType<typeof openControl>>) => Promise<Result>) {
  const control = await openControl({ dataDir });
  const result = await ask(control);
  await control.close();
  return result;
}
const known = (subject: string, issuer?: string) =>
  inStore((control) => control.keepPerson(person(subject, issuer), seenAt));
const log = () =>
  inStore(async (control) =>
    (await control.auditEntries()).map(({ account, action, subject }) =>
      [account, action, subject].join(" "),
    ),
  );

describe("rollbook people", () => {
  it("says that nobody has signed in yet", async () => {
    expect(await people()).toEqual({ people: [], text: "Nobody has signed in yet." });
  });

  it("lists everybody, in the store's words and in a line each", async () => {
    await known("board");
    const stranger = await known("stranger");
    const found = await people("list");
    expect(found.people).toContainEqual({
      ...{ account: "board", name: "The board", email: null, issuer: "demo", subject: "board", groups: [] },
      ...{ is_disabled: false, last_seen_at: seenAt },
    });
    expect(found.people.map(({ account }) => account).sort()).toEqual(["board", stranger.personId].sort());
    expect(found.text.split("\n")).toContain(`board        may enter  last seen ${seenAt}  The board (demo)`);
    expect(await people()).toEqual(found);
    expect(await log()).toEqual([]);
  });

  it("disables and enables by account or by id, says so, and leaves it in the log", async () => {
    const { personId } = await known("board");
    const other = await known("stranger");
    const disabled = await people("disable", "board");
    expect(disabled.people).toMatchObject([{ account: "board", is_disabled: true }]);
    expect(disabled.text).toContain("DISABLED");
    expect((await people("list")).people).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ account: other.personId, is_disabled: false })]),
    );
    expect((await people("enable", personId)).people).toMatchObject([
      { account: "board", is_disabled: false },
    ]);
    expect((await people("disable", other.personId)).people).toMatchObject([{ subject: "stranger" }]);
    expect(await log()).toEqual([
      ` person_disabled ${other.personId}`,
      " person_enabled board",
      " person_disabled board",
    ]);
  });

  it("means everybody who bears the name, by whomever she is vouched for", async () => {
    await known("board");
    const elsewhere = await known("board", "https://id.example");
    await inStore((control) => control.disablePerson(elsewhere.personId, seenAt));
    expect((await people("disable", "board")).people).toHaveLength(1);
  });

  it("takes three words and no other, and nobody whom it does not know", async () => {
    await known("board");
    await expect(people("delete", "board")).rejects.toThrow(
      'There is no "people delete": it is list, disable ACCOUNT or enable ACCOUNT.',
    );
    for (const words of [["disable", "nobody"], ["enable", "nobody"], ["disable"]])
      await expect(people(...words)).rejects.toThrow(`Nobody has signed in as "${words[1] ?? ""}".`);
    expect(await log()).toEqual([]);
  });
});
