import { describe, expect, it } from "vitest";
import type { Grant, Reader } from "#warehouse";
import { mayOpen, needsOfPage, pagesOf } from "./page-access.ts";
import { policies } from "./policies.ts";
import { inviting, isAdministrator } from "./powers.ts";
import { refuseChanges } from "./view-as.ts";

const grant = (rest: Partial<Grant> = {}): Grant => ({
  ...{ role: "principal", scope: { kind: "school", ids: ["a"] }, subjects: ["students"] },
  ...{ mayReadStudents: true, mayReadNames: true },
  ...{ reason: "test", from: "2000-01-01", to: null, givenBy: "test" },
  ...rest,
});
const reader = (...grants: Grant[]): Reader => ({ account: "ann", name: "Ann", role: "guest", grants });
const overDistrict = { scope: { kind: "district" as const } };

describe("a route is for", () => {
  const routesOf = (policy: string) =>
    Object.entries(policies)
      .filter(([, value]) => value === policy)
      .map(([route]) => route.replace("/api/", ""))
      .sort();

  it.each([
    [
      "public",
      "DELETE session, GET healthz, GET openapi.json, GET readyz, GET session, GET sign-in, GET sign-in/callback, GET sign-in/options, POST session",
    ],
    [
      "signed_in",
      "DELETE alerts/:id, DELETE exports/jobs/:id, DELETE groups/:id, DELETE reports/:id, DELETE schedules/:id, DELETE sessions, DELETE tokens/:id, DELETE view-as, GET alerts, GET alerts/:id/looks, GET catalog, GET data-report, GET disputes, GET exports/jobs, GET exports/jobs/:id, GET exports/jobs/:id/file, GET generations, GET grants, GET groups, GET purposes, GET reconciliation, GET reports, GET reports/:id, GET reports/:id/file, GET reports/:id/template-changes, GET reports/:id/versions, GET schedules, GET schedules/:id/deliveries, GET tokens, GET why, POST alerts, POST answers, POST exports, POST exports/jobs, POST figure-notices, POST groups, POST invitations/redeem, POST purposes, POST reports, POST reports/:id/copy, POST reports/:id/restore, POST reports/:id/run, POST reports/:id/template-changes, POST reports/files, POST schedules, POST tokens, PUT alerts/:id/snooze, PUT groups/:id, PUT reports/:id, PUT schedules/:id/subscription",
    ],
    ["admin", "DELETE grants/:id, GET audit, GET audit/students/:id, POST grants, POST view-as"],
    ["inviter", "GET invitations, POST invitations"],
    ["board", "GET pages/board"],
    ["school", "GET pages/school, POST disputes/:id/answer"],
    ["compliance", "GET compliance, GET pages/compliance"],
    ["costs", "GET costs/alerts, GET costs/programs, GET pages/costs"],
    [
      "data",
      "GET completeness, GET pages/data, GET rejections, GET runs, GET sources, POST figure-notices/:id/answer",
    ],
    ["parent", "GET pages/parent, POST disputes"],
    ["upload", "DELETE uploads/:id, GET uploads, GET uploads/:id, POST uploads, POST uploads/:id/submit"],
    ["access", ""],
  ])("%s: %s", (policy, routes) => {
    expect(routesOf(policy).join(", ")).toBe(routes);
  });
});

describe("a page is opened", () => {
  const all: Grant["subjects"] = ["students", "special_education", "finance", "operations"];
  const district = reader(grant({ ...overDistrict, subjects: all }));
  const without = (subject: Grant["subjects"][number]) =>
    pagesOf(reader(grant({ ...overDistrict, subjects: all.filter((other) => other !== subject) })));

  it("by whoever has every subject that it shows, over the district", () => {
    expect(pagesOf(district)).toEqual(["board", "school", "compliance", "costs", "data", "reports"]);
    expect(without("finance")).toEqual(["school", "compliance", "data", "reports"]);
    expect(without("special_education")).toEqual(["school", "costs", "data", "reports"]);
    expect(without("students")).toEqual(["compliance", "costs", "data", "reports"]);
    expect(without("operations")).toEqual(["board", "school", "compliance", "costs", "reports"]);
  });

  it("of a school by any grant over places, and of a child by one over the child", () => {
    const places = (["school", "operator", "region"] as const).map((kind) => ({ kind, ids: ["x"] }));
    for (const scope of places)
      expect(pagesOf(reader(grant({ scope, subjects: all })))).toEqual(["school", "reports"]);
    const parent = reader(grant({ scope: { kind: "student", ids: ["s"] }, subjects: all }));
    expect(pagesOf(parent)).toEqual(["parent"]);
    expect(pagesOf(reader())).toEqual([]);
  });

  it("of reports by any grant that something can be asked by, but not by guardians", () => {
    expect(
      mayOpen(reader(grant({ scope: { kind: "school", ids: ["a"] }, subjects: ["students"] })), "reports"),
    ).toBe(true);
    expect(mayOpen(reader(grant({ scope: { kind: "student", ids: ["s"] }, subjects: all })), "reports")).toBe(
      false,
    );
    expect(mayOpen(reader(grant({ ...overDistrict, subjects: [] })), "reports")).toBe(false);
  });

  it("by grants together, each over what the page is about", () => {
    const [money, pupils] = [
      grant({ ...overDistrict, subjects: ["finance"] }),
      grant({ ...overDistrict, subjects: ["students", "special_education"] }),
    ];
    expect(mayOpen(reader(money, pupils), "board")).toBe(true);
    expect(mayOpen(reader(money, { ...pupils, scope: { kind: "school", ids: ["a"] } }), "board")).toBe(false);
  });

  it("where it gives access by administrators only", () => {
    expect(pagesOf(reader(grant({ role: "admin", subjects: [] })))).toEqual(["access"]);
    expect(mayOpen(district, "access")).toBe(false);
    expect(mayOpen(district, "upload")).toBe(false);
  });

  it.each([
    ["principal", "school"],
    ["monitor", "compliance"],
    ["coordinator", "data"],
    ["board", "board"],
  ] as const)("first, by the role %s, as its home: %s", (role, home) => {
    const pages = pagesOf({ ...district, role });
    expect(pages[0]).toBe(home);
    expect([...pages].sort()).toEqual([...pagesOf(district)].sort());
    const money = grant({ ...overDistrict, subjects: ["finance"] });
    expect(pagesOf({ ...reader(money), role })).toEqual(["costs", "reports"]);
  });

  it("and says what it takes, unless it is for administrators", () => {
    expect(needsOfPage("access")).toBeNull();
    expect(needsOfPage("compliance")).toEqual({
      ...{ subjects: ["special_education"], over: "district", students: false },
    });
    expect(needsOfPage("parent")).toEqual({ subjects: ["students"], over: "children", students: false });
  });
});

describe("power", () => {
  it("is an administrator's by a grant, and not by what she is called", () => {
    expect(isAdministrator({ ...reader(grant()), role: "admin" })).toBe(false);
    expect(isAdministrator(reader(grant(), grant({ role: "admin" })))).toBe(true);
    expect(isAdministrator(reader())).toBe(false);
  });

  it("to invite guardians is that of the grants that name students, of three roles", () => {
    const [principal, coordinator, admin] = (["principal", "coordinator", "admin"] as const).map((role) =>
      grant({ role }),
    );
    const others = [
      grant({ role: "attendance_clerk" }),
      grant({ role: "parent" }),
      grant({ mayReadNames: false }),
      grant({ mayReadStudents: false }),
    ];
    const mine = [principal, coordinator, admin].flatMap((one) => one ?? []);
    expect(inviting(reader(...others, ...mine)).grants).toEqual(mine);
    expect(inviting(reader(...others))).toEqual(reader());
  });
});

describe("looking as somebody else", () => {
  const viewedBy = { account: "admin", name: "Admin", endsAt: "2026-11-20T13:00:00Z" };
  const isRefused = (route: string) => {
    try {
      refuseChanges(route, viewedBy);
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: "forbidden" });
      return true;
    }
  };

  it("is reading, asking and ending it, and nothing else that is there or will be", () => {
    const changing = Object.keys(policies).filter((route) => !route.startsWith("GET "));
    const allowed = changing.filter((route) => !isRefused(route)).map((route) => route.replace("/api/", ""));
    expect(allowed.sort()).toEqual([
      ...["DELETE session", "DELETE view-as", "POST answers", "POST exports", "POST reports/:id/run"],
    ]);
    expect(isRefused("PATCH /api/anything")).toBe(true);
  });

  it("shows nothing of the administrator's own session, and no file that another had made", () => {
    const reading = Object.keys(policies).filter((route) => route.startsWith("GET "));
    const files = ["", "/:id", "/:id/file"].map((end) => `GET /api/exports/jobs${end}`);
    expect(reading.filter(isRefused).sort()).toEqual(
      [...files, "GET /api/sign-in", "GET /api/sign-in/callback", "GET /api/tokens"].sort(),
    );
  });

  it("is what keeps one from changing things, and nothing else does", () => {
    for (const route of Object.keys(policies)) expect(() => refuseChanges(route, null)).not.toThrow();
  });
});
