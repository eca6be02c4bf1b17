import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalog } from "../../fixtures/reports/catalog.ts";
import { keepViewKeys, readView } from "../../view.ts";
import { draftKeys, readDraft, writeDraft } from "./address.ts";
import { columnsOf, type Draft, tidy } from "./draft.ts";

const nothing: Draft = { slice: { measures: [] }, chart: "table" };
const saved: Draft = {
  slice: {
    measures: ["attendance_rate"],
    by: ["school"],
    where: [{ dimension: "level", op: "in", values: ["high"] }],
  },
  chart: "bar",
};
const measures = catalog.measures.map(({ key }) => key);
const dimensions = catalog.dimensions.map(({ key }) => key);

/** What a browser's address bar keeps of a view, read back. */
function overTheAddress(address: Record<string, string>) {
  const text = new URLSearchParams(keepViewKeys(address)).toString();
  return readView(keepViewKeys(Object.fromEntries(new URLSearchParams(text))));
}

const filters = fc.array(
  fc.record({
    dimension: fc.constantFrom(...dimensions),
    op: fc.constantFrom("in" as const, "not_in" as const),
    values: fc.array(fc.oneof(fc.string(), fc.constant(null)), { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: 4 },
);
const drafts = fc
  .record({
    measures: fc.uniqueArray(fc.constantFrom(...measures), { minLength: 1 }),
    by: fc.uniqueArray(fc.constantFrom(...dimensions), { maxLength: 5 }),
    where: filters,
    compare: fc.constantFrom(
      ...["previous_year" as const, "district" as const, "target" as const, "generation" as const, undefined],
    ),
    against: fc.constantFrom("g-000001", "g-123456"),
    pivot: fc.option(fc.constantFrom(...dimensions), { nil: undefined }),
    label: fc.string({ minLength: 1, maxLength: 20 }),
    totals: fc.constantFrom("visible" as const, "all" as const, undefined),
    subtotals: fc.uniqueArray(fc.constantFrom(...dimensions), { maxLength: 3 }),
    limit: fc.option(fc.integer({ min: 1, max: 999_999 }), { nil: undefined }),
    direction: fc.constantFrom("asc" as const, "desc" as const),
    chart: fc.constantFrom("table" as const, "line" as const, "heat" as const),
  })
  .map(({ direction, chart, label, ...asked }): Draft => {
    const of = asked.measures[0] ?? "";
    const computed = [
      { kind: "ratio" as const, key: "a", of: [of, of] as [string, string], label },
      { kind: "rank" as const, key: "b", of, direction, label },
      { kind: "share" as const, key: "c", of },
    ];
    const parts = { ...asked, computed };
    const [column = ""] = columnsOf(parts).slice(-1);
    return { slice: tidy({ ...parts, order: [{ column, direction }] }), chart };
  });

describe("the address of a question", () => {
  test("gives back every question, whatever its filters say, from nothing or from a saved report", () => {
    fc.assert(
      fc.property(drafts, fc.constantFrom(nothing, saved), (draft, base) => {
        const { view, refused } = overTheAddress(writeDraft(draft, base));
        expect(refused).toEqual([]);
        expect(readDraft(view, base, catalog)).toEqual({ draft, unknown: [], leftOut: [] });
      }),
    );
  });

  test("is empty while the question is the saved one", () => {
    expect(Object.values(writeDraft(saved, saved)).filter(Boolean)).toEqual([]);
    expect(readDraft({}, saved, catalog).draft).toEqual(saved);
  });

  test("takes out what the saved report has with a dash", () => {
    const { view } = overTheAddress({ g: "-", f: "-" });
    expect(readDraft(view, saved, catalog).draft.slice).toEqual({ measures: ["attendance_rate"] });
  });

  test("leaves out and names what the catalogue does not have", () => {
    const { draft, unknown } = readDraft(
      { m: "attendance_rate,happiness", g: "moon", o: "moon.asc" },
      nothing,
      catalog,
    );
    expect(draft.slice).toEqual({ measures: ["attendance_rate"] });
    expect(unknown).toEqual([
      { name: "m", asked: "happiness" },
      { name: "g", asked: "moon" },
      { name: "o", asked: "moon" },
    ]);
  });

  test("tells what a saved report asks for that the reader may not see, and shows it without that", () => {
    const base: Draft = { slice: { measures: ["attendance_rate", "secret"], by: ["moon"] }, chart: "bar" };
    const { draft, unknown, leftOut } = readDraft({}, base, catalog);
    expect(draft.slice).toEqual({ measures: ["attendance_rate"] });
    expect({ unknown, leftOut }).toEqual({ unknown: [], leftOut: ["secret", "moon"] });
  });

  test("is refused part by part where a part has not its shape", () => {
    const { view, refused } = readView({ m: "a b", n: "0", v: "pie", t: "v", f: "level.is.high" });
    expect(view).toEqual({ t: "v" });
    expect(refused).toEqual(["m", "f", "n", "v"]);
  });

  test("uses keys of one letter", () => {
    expect(draftKeys.every((key) => key.length === 1)).toBe(true);
  });
});

test("an order by a column that is gone goes with it", () => {
  const slice = {
    measures: ["enrollment"],
    by: ["school"],
    order: [{ column: "attendance_rate", direction: "asc" as const }],
  };
  expect(tidy(slice)).toEqual({ measures: ["enrollment"], by: ["school"] });
});
