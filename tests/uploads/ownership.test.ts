import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkUpload, load } from "#pipelines";
import { readCurrentGeneration } from "#warehouse";
import { district } from "../../district.config.ts";
import { type PublishedDistrict, publishedDistrict } from "./published.ts";

let published: PublishedDistrict;
beforeAll(async () => {
  published = await publishedDistrict();
});
afterAll(() => published?.remove());

const events = "attendance_events.csv";
const check = (path: string) =>
  checkUpload({ district, dataDir: published.dataDir, path, source: "brightpath" });
const sources = () => readCurrentGeneration(published.dataDir)?.sources ?? [];
const schoolIn = (line: string) => line.split(",")[1] ?? "";
const withStudent = (line: string, student: string) => [student, ...line.split(",").slice(1)].join(",");
const withSchool = (line: string, school: string) => line.split(",").with(1, school).join(",");

/** Rows of Brightpath without the planted faults, and rows of the other operator and of the district. */
function rows() {
  const harbor = published.linesOf(`harbor/${events}`);
  return {
    own: published.linesOf(`brightpath/${events}`).filter((line) => !line.includes("07612349999999")),
    harbor: harbor.filter((line) => schoolIn(line).length === 14),
    camino: published.linesOf(`camino/${events}`).slice(0, 3),
  };
}
const fileOf = (lines: string[]) =>
  published.write(events, `${[published.headerOf(`brightpath/${events}`), ...lines].join("\n")}\n`);

describe("a file of an operator", () => {
  it("is told apart by school before anything of it is loaded", async () => {
    const before = readCurrentGeneration(published.dataDir)?.generation;
    const { own } = rows();
    const found = await check(fileOf(own));
    expect(found).toMatchObject({ accepted: true, refusal: null, kinds: [], feed: "attendance_events" });
    expect(found.rows).toEqual({
      read: own.length,
      loaded: own.length,
      rejected: 0,
      quarantined: 0,
      repaired: 0,
    });
    for (const { key, label, read, loaded } of found.schools) {
      expect(label).toContain("Brightpath");
      expect([read, loaded]).toEqual(Array(2).fill(own.filter((line) => schoolIn(line) === key).length));
    }
    expect(found.replaces?.file).toBe(`brightpath/${events}`);
    expect(readCurrentGeneration(published.dataDir)?.generation).toBe(before);
  });

  it("that names others' schools and students is refused row by row, each under a code of its own", async () => {
    const { own, harbor, camino } = rows();
    const [mine = "", theirs = "", districts = ""] = [own[0], harbor[0], camino[0]];
    const hostile = [
      theirs,
      districts,
      withStudent(mine, theirs.split(",")[0] ?? ""),
      withStudent(mine, "nobody-at-all"),
      withSchool(mine, schoolIn(theirs)),
    ];
    const found = await check(fileOf([...own, ...hostile]));
    expect(found.rows).toMatchObject({ read: own.length + 5, loaded: own.length, rejected: 5 });
    const told = found.kinds.map(({ code, rows: touched, lines }) => [code, touched, lines]);
    const first = own.length + 2;
    expect(told).toEqual([
      ["scope.other_school", 3, [first, first + 1, first + 4]],
      // One answer for another's student and for nobody: no file finds out who is enrolled elsewhere.
      ["scope.other_student", 2, [first + 2, first + 3]],
    ]);
    expect(found.schools.at(-1)).toMatchObject({ key: null, read: 3, loaded: 0, rejected: 3 });
    expect(JSON.stringify(found)).not.toContain(theirs.split(",")[0]);
  });

  it("changes nothing of anybody else when it is loaded all the same", async () => {
    const { own, harbor } = rows();
    const others = sources().filter(({ source }) => source !== "brightpath");
    await published.loadOne(fileOf([...own, ...harbor.slice(0, 8)]), "brightpath");
    expect(sources().filter(({ source }) => source !== "brightpath")).toEqual(others);
    expect(
      sources().find(({ source, feed }) => `${source} ${feed}` === "brightpath attendance_events"),
    ).toMatchObject({
      file: events,
      read: own.length + 8,
      loaded: own.length,
      rejected: 8,
    });
  });

  it("of nothing but others' rows is refused whole, by the check and by the load", async () => {
    const path = fileOf(rows().harbor);
    const found = await check(path);
    expect(found).toMatchObject({ accepted: false, refusal: { code: "run.too_many_refused" } });
    expect(found.rows.loaded).toBe(0);
    const before = readCurrentGeneration(published.dataDir)?.generation;
    await expect(published.loadOne(path, "brightpath")).rejects.toThrow(/scope.other_school/);
    expect(readCurrentGeneration(published.dataDir)?.generation).toBe(before);
  });
});

describe("a roster of an operator", () => {
  it("with another operator's schools is refused whole, by the check and by the load", async () => {
    const path = published.write("brightpath-oneroster.zip", published.bytesOf("harbor-oneroster.zip"));
    const found = await check(path);
    expect(found).toMatchObject({ accepted: false, rows: { loaded: 0 } });
    expect(found.kinds).toMatchObject([
      { code: "scope.other_school", member: "orgs.csv", field: "identifier" },
    ]);
    await expect(published.loadOne(path, "brightpath")).rejects.toThrow(/scope.other_school/);
  });

  it("of her own schools is counted by school", async () => {
    const path = published.write("brightpath-oneroster.zip", published.bytesOf("brightpath-oneroster.zip"));
    const { accepted, schools, rows: counts } = await check(path);
    expect(accepted).toBe(true);
    expect(
      schools.filter(({ key }) => key !== null).every(({ read, loaded }) => read > 0 && read === loaded),
    ).toBe(true);
    expect(schools.reduce((sum, { read }) => sum + read, 0)).toBe(counts.read);
  });
});

it("a feed whose rows do not say whose they are cannot be an operator's", async () => {
  const [first, ...rest] = district.sources;
  const sourcesOf = [{ ...first, key: "camino", label: "Camino", operator: "brightpath" }, ...rest];
  const path = published.write("organizations.csv", "organization_id\n");
  await expect(
    load({
      district: { ...district, sources: sourcesOf },
      dataDir: published.dataDir,
      path,
      source: "camino",
      asOf: "2026-11-20",
    }),
  ).rejects.toThrow(/belongs to the operator "brightpath" and has the feed "organizations"/);
});
