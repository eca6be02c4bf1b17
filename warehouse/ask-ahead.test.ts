import { beforeAll, describe, expect, it } from "vitest";
import { alder, miniDistrict, rosterStudent, spell, threeSchools } from "./build/mini-district.ts";
import { openWarehouse } from "./open-warehouse.ts";
import { everyone, minisIn, publishMini, readerWith } from "./published-mini.ts";
import type { Slice } from "./semantic/slice.ts";

const students = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const student = `s${at}`;
    return rosterStudent("sis", student, `900000000${at}`) + spell(student, alder, "2024-08-12", null);
  });
const known = (count: number) => [threeSchools, ...students(count)].join("\n");

const bySchool: Slice = { measures: ["enrollment"], by: ["school"] };
const pinned: Slice = { ...bySchool, generation: "g-000001" };
const untilToday = (day: string): Slice => ({
  measures: ["reviews_overdue"],
  where: [{ dimension: "review_due_on", op: "between", values: ["1900-01-01", day] }],
});
const gone = readerWith({ schools: ["nowhere"], mayReadStudents: false });

describe("a generation that follows another", () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await minisIn([known(3)]);
  });

  it("is asked what readers asked of the one before, and has the answers when they come", async () => {
    const warehouse = await openWarehouse({ dataDir, district: miniDistrict });
    const never = new AbortController().signal;
    expect(await warehouse.askAhead(never)).toBe(0);
    await warehouse.answer([bySchool, pinned, untilToday("2025-03-28")], everyone);
    await warehouse.answer([bySchool], gone);
    expect(await warehouse.askAhead(never)).toBe(0);

    // Two loads in one night, of which nobody asks the first.
    await publishMini(known(4), { dataDir, asOf: "2025-03-29" });
    // Until it is asked ahead, readers stay where they are.
    expect(warehouse.manifest().generation).toBe("g-000001");
    expect((await warehouse.answer([bySchool], everyone)).generation).toBe("g-000001");
    expect(await warehouse.askAhead(never)).toBe(4);
    expect(warehouse.manifest().generation).toBe("g-000002");
    expect(await warehouse.askAhead(never)).toBe(0);
    await publishMini(known(5), { dataDir, asOf: "2025-03-30" });
    expect(await warehouse.askAhead(never)).toBe(4);
    expect(await warehouse.askAhead(never)).toBe(0);
    // Nothing is computed any more.
    warehouse.close();
    const asked = [bySchool, { ...pinned, generation: "g-000003" }, untilToday("2025-03-30")];
    const { answers } = await warehouse.answer(asked, everyone);
    expect(answers.map(({ generation }) => generation)).toEqual(Array(3).fill("g-000003"));
    expect(answers.slice(0, 2).map(({ rows }) => rows[0]?.enrollment)).toEqual([5, 5]);
    await expect(warehouse.answer([{ ...bySchool, limit: 1 }], everyone)).rejects.toThrow("closed");
  });
});
