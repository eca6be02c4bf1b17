import { describe, expect, it } from "vitest";
import { type Grant, type Role, roles, subjects } from "../district.ts";
import { roleTemplates, withinTemplate } from "./role-templates.ts";

const kinds = ["district", "region", "operator", "school", "student"] as const;
type Kind = (typeof kinds)[number];
const order = { to: "2025-06-30", purpose: "To report to the court" };
const greedy = (role: Role, kind: Kind): Grant => ({
  ...{ role, scope: kind === "district" ? { kind } : { kind, ids: ["x"] }, subjects: [...subjects] },
  ...{ mayReadStudents: true, mayReadNames: true, mayReadHistory: true },
  ...{ reason: "As much as there is", from: "2025-01-01", givenBy: "test", ...order },
});

const reach = (to: Pick<Grant, "mayReadStudents" | "mayReadNames" | "mayReadHistory">) =>
  [to.mayReadStudents && "students", to.mayReadNames && "names", to.mayReadHistory && "history"]
    .filter(Boolean)
    .join(" ");

const ofSchools = "students special_education operations";
const everything = "students special_education finance operations";

describe("the most that a role can be given, and what is usual", () => {
  it.each<[Role, string, string, string, string]>([
    ["board", "district", everything, "", ""],
    ["bond_oversight", "district", "finance", "", ""],
    ["region_superintendent", "region", ofSchools, "", "students"],
    ["principal", "school", ofSchools, "students names", "students names history"],
    ["assistant_principal", "school", ofSchools, "students names", "students names history"],
    ["attendance_clerk", "school", "students", "students names", "students names"],
    [
      ...(["special_education_director", "district region operator school", ofSchools] as const),
      ...(["students names", "students names history"] as const),
    ],
    ["monitor", "district", ofSchools, "", "students history"],
    ["operator", "operator", ofSchools, "students names", "students names"],
    ["coordinator", "district", everything, "students names", "students names"],
    ["parent", "student", "students special_education", "students names", "students names"],
    ["admin", "district", everything, "students names", "students names"],
  ])("%s: over %s; %s; usually (%s), at most (%s)", (role, over, about, usual, most) => {
    const grants = kinds.map((kind) => [kind, withinTemplate(greedy(role, kind))] as const);
    expect(grants.flatMap(([kind, grant]) => (grant ? [kind] : [])).join(" ")).toBe(over);
    for (const [, grant] of grants) {
      if (!grant) continue;
      const granted = subjects.filter((subject) => grant.subjects.includes(subject));
      expect([...granted].sort()).toEqual(about.split(" ").sort());
      expect(reach(grant)).toBe(most);
    }
    expect(reach(roleTemplates[role].usual)).toBe(usual);
  });

  it("is said of every role that anybody can have", () => {
    expect(Object.keys(roleTemplates).sort()).toEqual([...roles].sort());
  });
});

describe("a grant", () => {
  const principal = greedy("principal", "school");

  it("reaches no further than it says itself", () => {
    const narrow = { ...principal, mayReadNames: false, mayReadHistory: false };
    expect(reach(withinTemplate(narrow) ?? principal)).toBe("students");
    const { mayReadHistory: _, ...unsaid } = principal;
    expect(withinTemplate(unsaid)?.mayReadHistory).toBe(false);
  });

  it("that shows no single students names none and tells no history", () => {
    expect(reach(withinTemplate({ ...principal, mayReadStudents: false }) ?? principal)).toBe("");
  });

  it("gives nothing without a subject of its role", () => {
    expect(withinTemplate({ ...principal, subjects: ["finance"] })).toBeNull();
    expect(withinTemplate({ ...principal, subjects: ["finance", "students"] })?.subjects).toEqual([
      "students",
    ]);
  });

  it("wants an end and a purpose of ten letters for the monitor, and for nobody else", () => {
    const monitor = greedy("monitor", "district");
    const { purpose: _, ...unsaid } = monitor;
    expect(withinTemplate({ ...monitor, purpose: "To report" })).toBeNull();
    expect(withinTemplate({ ...monitor, purpose: "To report." })).not.toBeNull();
    expect(withinTemplate({ ...monitor, to: null })).toBeNull();
    expect(withinTemplate(unsaid)).toBeNull();
    const { purpose: __, ...endless } = { ...principal, to: null };
    expect(withinTemplate(endless)).not.toBeNull();
  });
});
