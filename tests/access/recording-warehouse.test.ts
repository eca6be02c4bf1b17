import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reader, Slice, Warehouse } from "#warehouse";
import { recordingWarehouse } from "../../api/access/recording-warehouse.ts";
import { beginShowing } from "../../api/access/showing.ts";
import { absences, alder, rosterStudent, spell, threeSchools } from "../../warehouse/build/mini-district.ts";
import { aggregatesOnly, everyone, publishedMini, readerWith } from "../../warehouse/published-mini.ts";

/** Two students at one school, of whom one was absent, and a cell that was refused: what is noted of each answer. */
let inner: Warehouse;
let warehouse: Warehouse;
beforeAll(async () => {
  const rows = [
    threeSchools,
    ...["1", "2"].map((id) => rosterStudent("sis", id, `900000000${id}`)),
    ...["1", "2"].map((id) => spell(id, alder, "2024-08-12", null)),
    absences("1", alder, "2024-09-02", 4),
    `insert into stg_rejection values ('sis', 'users', 'users.csv', 7, 'name', 'unreadable', 'Ann', 'why', 'mend', null, null)`,
  ];
  inner = await publishedMini(rows.join("\n"));
  warehouse = recordingWarehouse(inner);
});
afterAll(() => inner.close());

const byStudent: Slice = { measures: ["days_absent"], by: ["student"] };
const special: Slice = { measures: ["days_absent"], by: ["student", "disability"] };
const bySchool: Slice = { measures: ["days_absent"], by: ["school"] };
const named = (op: "in" | "between", values: string[]): Slice => ({
  measures: ["days_absent"],
  where: [{ dimension: "student", op, values }],
});

/** Asks with a reader of her own and gives what is noted of it. */
async function noted(
  ask: (reader: Reader) => Promise<unknown>,
  reader = everyone,
  purpose: string | null = null,
) {
  const { reader: own, showing } = beginShowing(reader, purpose);
  await ask(own);
  return showing.shown;
}
const answering =
  (...slices: Slice[]) =>
  (reader: Reader) =>
    warehouse.answer(slices, reader);

describe("an answer by student", () => {
  it("is noted with whom it shows and which columns", async () => {
    expect(await noted(answering(byStudent))).toEqual([
      {
        ...{ generation: "g-000001", subject: "days_absent", fields: ["student", "days_absent"] },
        students: ["9000000001", "9000000002"],
      },
    ]);
  });

  it("is noted beside others that show nobody", async () => {
    expect(await noted(answering(bySchool, byStudent))).toHaveLength(1);
    expect(await noted(answering(byStudent, byStudent))).toHaveLength(2);
    expect(await noted(answering(bySchool))).toEqual([]);
  });

  it("is given to nobody of whom no notes are kept", async () => {
    await expect(warehouse.answer([byStudent], everyone)).rejects.toThrow(
      "Nobody keeps notes of what test is shown",
    );
    expect((await warehouse.answer([bySchool], everyone)).answers).toHaveLength(1);
  });

  it("as Arrow is noted, too, and is the same file as without notes", async () => {
    expect(await noted((reader) => warehouse.arrow(byStudent, reader))).toHaveLength(1);
    expect(await noted((reader) => warehouse.arrow(bySchool, reader))).toEqual([]);
    const { reader } = beginShowing(everyone, null);
    for (const slice of [byStudent, bySchool])
      expect(await warehouse.arrow(slice, reader)).toEqual(await inner.arrow(slice, reader));
    await expect(warehouse.arrow(byStudent, aggregatesOnly)).rejects.toThrow();
  });
});

describe("a question that names students", () => {
  it("takes a list, and no range: that names them without saying whom", async () => {
    const { answers } = await inner.answer([byStudent], everyone);
    const keys = answers[0]?.rows.flatMap(({ student }) =>
      typeof student === "object" && student ? [String(student.key)] : [],
    );
    expect(await noted(answering(named("in", keys ?? [])))).toMatchObject([
      { students: ["9000000001", "9000000002"] },
    ]);
    for (const slices of [[named("between", ["1", "9"])], [bySchool, named("between", ["1", "9"])]])
      await expect(noted(answering(...slices))).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("is one over students: other ranges are as good as ever", async () => {
    const between = { dimension: "school_year", op: "between" as const, values: ["2023-24", "2024-25"] };
    expect(await noted(answering({ ...bySchool, where: [between] }))).toEqual([]);
  });
});

describe("special-education records of single students", () => {
  const child = readerWith({ scope: { kind: "student", ids: ["9000000001"] }, mayReadStudents: true });
  const both: Reader = { ...everyone, grants: [...child.grants, ...everyone.grants] };

  it("are given for a purpose", async () => {
    await expect(noted(answering(special))).rejects.toMatchObject({ code: "purpose_needed" });
    await expect(noted(answering(byStudent, special))).rejects.toMatchObject({ code: "purpose_needed" });
    expect(await noted(answering(special), everyone, "iep_meeting")).toHaveLength(1);
    expect(await noted(answering({ ...bySchool, by: ["disability"] }))).toEqual([]);
  });

  it("are given to a guardian without one, as long as all she reads students by is her own child", async () => {
    expect(await noted(answering(special), child)).toMatchObject([{ students: ["9000000001"] }]);
    await expect(noted(answering(special), both)).rejects.toMatchObject({ code: "purpose_needed" });
    const figures: Reader = { ...child, grants: [...child.grants, ...aggregatesOnly.grants] };
    expect(await noted(answering(special), figures)).toHaveLength(1);
  });
});

describe("cells as they were received", () => {
  const view = (name: string) => (reader: Reader) => warehouse.view(name, {}, reader);

  it("may name a student, so that reading them is noted", async () => {
    expect(await noted(view("rejections"))).toMatchObject([
      {
        ...{ generation: "g-000001", students: [] },
        fields: [
          "source",
          "feed",
          "file",
          "line",
          "field",
          "code",
          "value",
          "reason",
          "mend",
          "organization_id",
        ],
        subject: expect.stringMatching(/^rejections: /),
      },
    ]);
  });

  it("are noted where there are any, and what tells only of their number is not", async () => {
    const ofSchool = readerWith({ schools: [alder], mayReadStudents: true });
    expect(await noted(view("rejections"), ofSchool)).toEqual([]);
    expect(await noted(view("rejection_kinds"))).toEqual([]);
  });
});
