import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDistrict, removeDistricts } from "../testing/make-district.ts";
import { type Row, readPackage } from "../testing/read-district.ts";

const tables = [
  "academicSessions",
  "categories",
  "classes",
  "courses",
  "demographics",
  "enrollments",
  "lineItems",
  "orgs",
  "results",
  "roles",
  "users",
];

describe("a OneRoster package", () => {
  let out: string;
  const rows = new Map<string, Row[]>();
  const idsOf = (table: string) => new Set(rows.get(table)?.map((row) => row.sourcedId));
  const column = (table: string, name: string) => rows.get(table)?.map((row) => row[name] ?? "") ?? [];

  beforeAll(async () => {
    // Past the winter: both semesters have begun, so that ended classes are in the package as well.
    out = await makeDistrict({ students: 600, years: 3, seed: 2, asOf: "2027-04-16" });
    for (const table of [...tables, "manifest"]) rows.set(table, await readPackage(out, "camino", table));
  });
  afterAll(removeDistricts);

  it("names every table of the binding as bulk or absent, and carries the bulk ones", () => {
    const manifest = new Map(rows.get("manifest")?.map((row) => [row.propertyName, row.value]));
    const modes = [...manifest].filter(([name]) => name?.startsWith("file."));
    expect(modes.length).toBe(21);
    const bulk = modes.filter(([, mode]) => mode === "bulk").map(([name]) => name?.slice("file.".length));
    expect(bulk).toEqual(tables);
    expect(manifest.get("oneroster.version")).toBe("1.2");
  });

  it("gives every record an id of its own and leaves status and change date blank, as bulk asks", () => {
    for (const table of tables) {
      expect(idsOf(table).size, table).toBe(rows.get(table)?.length);
      expect(new Set(column(table, "status")), table).toEqual(new Set([""]));
      expect(new Set(column(table, "dateLastModified")), table).toEqual(new Set([""]));
    }
  });

  it("refers only to records that it carries", () => {
    const references: [string, string, string][] = [
      ["classes", "courseSourcedId", "courses"],
      ["classes", "schoolSourcedId", "orgs"],
      ["classes", "termSourcedIds", "academicSessions"],
      ["enrollments", "classSourcedId", "classes"],
      ["enrollments", "userSourcedId", "users"],
      ["lineItems", "classSourcedId", "classes"],
      ["lineItems", "categorySourcedId", "categories"],
      ["results", "lineItemSourcedId", "lineItems"],
      ["results", "studentSourcedId", "users"],
      ["roles", "userSourcedId", "users"],
      ["roles", "orgSourcedId", "orgs"],
      ["demographics", "sourcedId", "users"],
    ];
    for (const [table, name, target] of references) {
      const known = idsOf(target);
      const unknown = column(table, name).filter((id) => !known.has(id));
      expect(unknown, `${table}.${name}`).toEqual([]);
    }
  });

  it("gives a user one primary role at a school", () => {
    const pairs = rows.get("roles")?.map((row) => `${row.userSourcedId} ${row.orgSourcedId}`) ?? [];
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it("marks only students who are in the class", () => {
    const places = new Set(
      rows.get("enrollments")?.map((row) => `${row.classSourcedId} ${row.userSourcedId}`),
    );
    const strangers = rows
      .get("results")
      ?.filter((row) => !places.has(`${row.classSourcedId} ${row.studentSourcedId}`));
    expect(strangers).toEqual([]);
  });
});
