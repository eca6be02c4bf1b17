import { expect, it } from "vitest";
import type { Grant, Reader, StudentsShown } from "#warehouse";
import { beginShowing, hasPurpose, noteShown, noting, sayAccess, withGrants } from "./showing.ts";

const ann: Reader = { account: "ann", name: "Ann", role: "principal", grants: [] };
const grant: Grant = {
  ...{ role: "principal", scope: { kind: "school", ids: ["a"] }, subjects: ["students"] },
  ...{ mayReadStudents: true, mayReadNames: true, reason: "test", from: "2000-01-01", to: null },
  givenBy: "test",
};
const shown: StudentsShown = { generation: "g-1", students: ["1"], fields: ["grade"], subject: "enrollment" };

it("notes are kept for the reader of one request, and for no other of the same account", () => {
  const [one, other] = [beginShowing(ann, null), beginShowing(ann, null)];
  noteShown(one.reader, shown, shown);
  expect([one.showing.shown, other.showing.shown]).toEqual([[shown, shown], []]);
  expect(one.reader).toEqual(ann);
});

it("a reader for whom nobody keeps notes is shown no student, and nobody else", () => {
  expect(() => noteShown(ann, shown)).toThrow("Nobody keeps notes of what ann is shown, so it is not shown.");
  expect(() => hasPurpose(ann)).toThrow("Nobody keeps notes");
  noteShown(ann);
});

it("a reader with other grants is the reader of the same request", () => {
  const { reader, showing } = beginShowing(ann, null);
  const child = withGrants(reader, [grant]);
  expect([child.grants, reader.grants]).toEqual([[grant], []]);
  noteShown(child, shown);
  expect(showing.shown).toEqual([shown]);
});

it("what a route says of itself is kept beside it", () => {
  const { reader, showing } = beginShowing(ann, null);
  expect(showing.told).toBeNull();
  sayAccess(reader, { action: "export", subject: "csv" });
  expect(showing.told).toEqual({ action: "export", subject: "csv" });
});

it("a purpose is one that the session has said", () => {
  expect([null, "iep_meeting"].map((purpose) => hasPurpose(beginShowing(ann, purpose).reader))).toEqual([
    ...[false, true],
  ]);
});

it("what is made to be kept is noted apart, with the same purpose, to be noted again whenever it is shown", async () => {
  const { reader, showing } = beginShowing(ann, "iep_meeting");
  const found = await noting(reader, async (own) => {
    noteShown(own, shown);
    return hasPurpose(own) && own.account;
  });
  expect(found).toEqual({ made: "ann", shown: [shown] });
  expect(showing.shown).toEqual([]);
});
