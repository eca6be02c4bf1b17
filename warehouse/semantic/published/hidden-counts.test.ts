import { describe, expect, it } from "vitest";
import type { SuppressionRule } from "../../district.ts";
import { countId } from "./count.ts";
import { hiddenCounts } from "./hidden-counts.ts";
import { familiesOf, hide, type Release, type Task } from "./hide-families.ts";
import { startThreads } from "./hide-threads.ts";
import { packed, unpacked } from "./pack-release.ts";

const rule: SuppressionRule = { threshold: 10, zeros: "shown", hideTogether: [] };

/** A school: its level and its kind, and of whom ("" is everybody) it counts how many. */
type School = { level: string; kind?: string; persons: Record<string, number> };

/** What some schools count, with the sums by level, kind and district. */
function releaseOf(schools: Record<string, School>, by: Partial<SuppressionRule> = {}): Release {
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
    const [schoolYear = "", , place = "", of = ""] = id.split("\t");
    return [id, { schoolYear, aggregate: "suspended", place, of, persons: counted }] as const;
  });
  const places = Object.entries(schools).map(
    ([key, school]) =>
      [key, { level: school.level, charter_funding: kindOf(school), operator: null }] as const,
  );
  return {
    counts: new Map(counts),
    before: new Map(),
    kept: new Set(),
    isOnSameTerms: true,
    places: new Map(places),
    rule: { ...rule, ...by },
  };
}

/** The places of what is hidden. */
async function hiddenOf(
  schools: Record<string, School>,
  by: Partial<SuppressionRule> = {},
): Promise<string[]> {
  const hidden = await hiddenCounts(releaseOf(schools, by));
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
  const among = async (n: number, by: Partial<SuppressionRule>) =>
    (await hiddenOf({ ...sevenSchools, a: all("elementary", "not_charter", n) }, by)).includes("school=a");

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
  ] as const)("of %i students, zeros %s: hidden %s", async (n, zeros, isHidden) => {
    expect(await among(n, { zeros })).toBe(isHidden);
  });

  it.each([3, 5, 20])("is one up to the district's threshold, here %i", async (threshold) => {
    const found = [0, 1, threshold, threshold + 1].map((n) => among(n, { threshold }));
    expect(await Promise.all(found)).toEqual([false, true, true, false]);
  });
});

describe("the numbers of the whole district", () => {
  it("stay, at the cost of levels, though hiding the district would hide fewer", async () => {
    expect(await hiddenOf(sevenSchools)).toEqual([
      "charter_funding=locally_funded",
      "charter_funding=not_charter",
      "level=elementary",
      "level=high",
      "school=a",
      "school=b",
      "school=e",
    ]);
  });

  it("are hidden where nothing else protects: of two schools, each would know the other", async () => {
    const hidden = await hiddenOf({
      a: all("elementary", "not_charter", 6),
      b: all("elementary", "directly_funded", 300),
    });
    expect(hidden).toContain("district");
  });

  it("are hidden with the group that they must hide with", async () => {
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
    expect(await hiddenOf(schools, { hideTogether })).toEqual([]);
    const withFew = { ...schools, a: race("elementary", { WH: 90, AS: 80, HI: 4, NR: 60 }) };
    const hidden = await hiddenOf(withFew, { hideTogether });
    for (const place of hidden.filter((one) => /=(AS|HI)$/.test(one)))
      expect(hidden).toContain(place.replace(/\w+$/, "NR"));
    expect(hidden).toContain("school=a student_group=NR");
  });
});

it("are hidden the same by threads as without them", async () => {
  const groups = ["WH", "AS", "HI", "NR", "SWD", "EL", "SED"];
  const levels = ["elementary", "middle", "high"];
  const schools = Object.fromEntries(
    Array.from({ length: 700 }, (_, at) => {
      const persons = groups.map((group, of) => [
        `student_group=${group}`,
        at % 40 === of ? 1 + (at % 9) : 100 + ((at * 37 + of * 101) % 300),
      ]);
      const school: School = {
        level: levels[at % 3] ?? "",
        persons: Object.fromEntries([["", 3000], ...persons]),
      };
      return [`s${at}`, school];
    }),
  );
  const release = releaseOf(schools);
  const families = familiesOf(release);
  const hideOne = (task: Task) => hide(task, families, release);
  const everybody = families.map((_, family) => hideOne({ family, group: null, hidden: [] }));
  const tasks = families.flatMap(({ groups: of }, family) =>
    [...of.keys()].map((group): Task => ({ family, group, hidden: everybody[family] ?? [] })),
  );
  const alone = tasks.map(hideOne);
  expect(alone.flat().length).toBeGreaterThan(50);
  const doneHere: Task[] = [];
  const here = (task: Task) => {
    doneHere.push(task);
    return hideOne(task);
  };
  const threads = startThreads(release, here, { afterMs: 0, share: 1, threads: 1 });
  expect(await Promise.all(tasks.map((task, at) => threads.work(task, at)))).toEqual(alone);
  expect(doneHere.length).toBeLessThan(tasks.length);
  await threads.end();
  expect(new Set(await hiddenCounts(release))).toEqual(new Set([...everybody, ...alone].flat()));
});

it("are given to a thread as they are, in their order", () => {
  const { counts, ...rest } = releaseOf(sevenSchools);
  const before = [...counts].map(([id, count], at) => [id, { ...count, isHidden: at % 3 === 0 }] as const);
  const kept = new Set([...counts.keys()].filter((_, at) => at % 4 === 0));
  const release: Release = { ...rest, counts, before: new Map(before), kept };
  const given = unpacked(structuredClone(packed(release)));
  expect([...given.before]).toEqual(before);
  expect([...given.counts]).toMatchObject([...counts]);
  expect({ ...given, counts, before: release.before }).toEqual(release);
});

it("fails where a thread ends before it was done, instead of waiting for ever", async () => {
  const release = releaseOf(sevenSchools);
  const threads = startThreads(release, () => [], { afterMs: 0, share: 1, threads: 1 });
  // No list of ids: the thread breaks over it, and here nothing looks at it.
  const broken = { family: 0, group: "races", hidden: 5 as unknown as string[] };
  const tasks = [1, 2, 3].map((size) => threads.work(broken, size));
  await expect(Promise.all(tasks)).rejects.toThrow();
  await threads.end();
});
