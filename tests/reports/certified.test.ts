import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportFile } from "#api/contract";
import {
  certifiedReportFiles,
  definitionVersions,
  type GrantScope,
  mayAsk,
  picksStudents,
  type Reader,
  type Role,
  refuseUnaskable,
  roleTemplates,
  type Warehouse,
} from "#warehouse";
import { alder } from "../../warehouse/build/mini-district.ts";
import { publishedSchools } from "../access/access-district.ts";

const files = certifiedReportFiles().map(({ id, text }) => ({
  id,
  text,
  file: reportFile.parse(JSON.parse(text)),
}));

/** Whoever has a role with what is usual for it, over one school or the district. */
function readerAs(role: Role): Reader {
  const { scopes, subjects, usual } = roleTemplates[role];
  const school: GrantScope = { kind: "school", ids: [alder] };
  const scope: GrantScope = scopes.includes("district") ? { kind: "district" } : school;
  const given = { from: "2000-01-01", to: null, reason: "test", givenBy: "test" };
  return {
    account: role,
    name: role,
    role,
    grants: [{ role, scope, subjects: [...subjects], ...usual, ...given }],
  };
}

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await publishedSchools();
});
afterAll(() => warehouse.close());

describe.each(files)("the certified report $id", ({ text, file: { content, definitions, certified } }) => {
  it("is written as an export writes it, and names nothing that the model does not have", () => {
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    expect(() => refuseUnaskable(content.slice)).not.toThrow();
    expect(picksStudents(content.slice)).toBe(false);
  });

  it("was certified with the definitions of today: change its file together with a definition", () => {
    const now = definitionVersions(content.slice.measures);
    expect(Object.entries(definitions).sort()).toEqual(
      Object.entries(now)
        .map(([key, { version }]) => [key, version])
        .sort(),
    );
  });

  it("is answered for everybody it was made for", async () => {
    for (const role of certified?.made_for ?? []) {
      const reader = readerAs(role);
      expect([role, mayAsk(content.slice, reader)]).toEqual([role, true]);
      const { answers } = await warehouse.answer([content.slice], reader);
      expect(answers[0]?.definitions.map(({ measure }) => measure)).toEqual(content.slice.measures);
    }
  });
});

it("there is a certified report to begin with for principals, the board, the monitor and coordinators", () => {
  const rolesServed = files.flatMap(({ file }) => file.certified?.made_for ?? []);
  for (const role of ["principal", "board", "monitor", "coordinator"])
    expect(rolesServed.filter((one) => one === role).length).toBeGreaterThan(3);
});

it("nobody is refused what the gallery offers her", async () => {
  for (const role of [
    "board",
    "monitor",
    "principal",
    "attendance_clerk",
    "bond_oversight",
    "operator",
  ] as const) {
    const reader = readerAs(role);
    const offered = files.filter(({ file }) => mayAsk(file.content.slice, reader));
    for (const { file } of offered) await warehouse.answer([file.content.slice], reader);
    expect([role, offered.length > 0]).toEqual([role, true]);
  }
});
