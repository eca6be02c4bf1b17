import { describe, expect, it } from "vitest";
import type { SuppressionRule } from "../../district.ts";
import { countId } from "./count.ts";
import { hiddenCounts } from "./hidden-counts.ts";

const rule: SuppressionRule = { threshold: 10, zeros: "shown", hideTogether: [] };

/** A school: its level and its kind, and of whom ("" is everybody) it counts how many. */
type School = { level: string; kind?: string; persons: Record<string, number> };

/** Releases what some schools count, with the sums by level, kind and district, and gives the places of what is hidden. */
function hiddenOf(schools: Record<string, School>, by: Partial<SuppressionRule> = {}): string[] {
  const persons = new Map<string, number>();
  const add = (place: string, of: string, more: number) => {
    const id = countId({ schoolYear: "2025-26", aggregate: "suspended", place, of });
    persons.set(id, (persons.get(id) ?? 0) + more);
  };
  for (const [key, school] of Object.entries(schools))
    for (const [of, more] of Object.entries(school.persons))
      for (const place of [`school=${key}`, `level=${school.level}`, `charter_funding=${kindOf(school)}`, ""])
        add(place, of, more);
  const counts = [...persons].map(([id, counted]) => {
    const [schoolYear = "", aggregate = "", place = "", of = ""] = id.split("\t");
    return [id, { schoolYear, aggregate, place, of, persons: counted }] as const;
  });
  const places = Object.entries(schools).map(
    ([key, school]) =>
      [key, { level: school.level, charter_funding: kindOf(school), operator: null }] as const,
  );
  const hidden = hiddenCounts({
    counts: new Map(counts),
    before: new Map(),
    kept: new Set(),
    isOnSameTerms: true,
    places: new Map(places),
    rule: { ...rule, ...by },
  });
  return [...hidden].map((id) => id.split("\t").slice(2).filter(Boolean).join(" ") || "district").sort();
}

const kindOf = ({ kind = "not_charter" }: School) => kind;

const all = (level: string, kind: string, n: number): School => ({ level, kind, persons: { "": n } });
const sevenSchools = {
  a: all("elementary", "locally_funded", 6),
  b: all("elementary", "not_charter", 300),
  c: all("middle", "not_charter", 350),
  d: all("middle", "directly_funded", 320),
  e: all("high", "not_charter", 310),
  f: all("high", "directly_funded", 280),
  g: all("other", "directly_funded", 80),
};

describe("a small number at one school", () => {
  const among = (n: number, by: Partial<SuppressionRule>) =>
    hiddenOf({ ...sevenSchools, a: all("elementary", "not_charter", n) }, by).includes("school=a");

  it.each([
    [0, "shown", false],
    [1, "shown", true],
    [9, "shown", true],
    [10, "shown", true],
    [11, "shown", false],
    [0, "hidden", true],
    [1, "hidden", true],
    [10, "hidden", true],
    [11, "hidden", false],
  ] as const)("of %i students, zeros %s: hidden %s", (n, zeros, isHidden) => {
    expect(among(n, { zeros })).toBe(isHidden);
  });

  it.each([3, 5, 20])("is one up to the district's threshold, here %i", (threshold) => {
    expect([0, 1, threshold, threshold + 1].map((n) => among(n, { threshold }))).toEqual([
      ...[false, true, true, false],
    ]);
  });
});

describe("the numbers of the whole district", () => {
  it("stay, at the cost of levels, though hiding the district would hide fewer", () => {
    expect(hiddenOf(sevenSchools)).toEqual([
      "charter_funding=locally_funded",
      "charter_funding=not_charter",
      "level=elementary",
      "level=high",
      "school=a",
      "school=b",
      "school=e",
    ]);
  });

  it("are hidden where nothing else protects: of two schools, each would know the other", () => {
    const hidden = hiddenOf({
      a: all("elementary", "not_charter", 6),
      b: all("elementary", "directly_funded", 300),
    });
    expect(hidden).toContain("district");
  });

  it("are hidden with the group that they must hide with", () => {
    const race = (level: string, of: Record<string, number>): School => ({
      level,
      persons: Object.fromEntries(Object.entries(of).map(([key, n]) => [`student_group=${key}`, n])),
    });
    const schools = {
      a: race("elementary", { WH: 90, AS: 80, HI: 70, NR: 60 }),
      b: race("elementary", { WH: 85, AS: 75, HI: 65, NR: 55 }),
      c: race("high", { WH: 95, AS: 50, HI: 60, NR: 45 }),
      d: race("high", { WH: 99, AS: 52, HI: 61, NR: 46 }),
    };
    const hideTogether = [{ group: "NR", with: ["AS", "HI"] }];
    expect(hiddenOf(schools, { hideTogether })).toEqual([]);
    const withFew = { ...schools, a: race("elementary", { WH: 90, AS: 80, HI: 4, NR: 60 }) };
    const hidden = hiddenOf(withFew, { hideTogether });
    for (const place of hidden.filter((one) => /=(AS|HI)$/.test(one)))
      expect(hidden).toContain(place.replace(/\w+$/, "NR"));
    expect(hidden).toContain("school=a student_group=NR");
  });
});
