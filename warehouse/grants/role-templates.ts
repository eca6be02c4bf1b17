import type { Grant, GrantScope, Role, Subject } from "../district.ts";

/** How far down a grant reaches. */
type Reach = { mayReadStudents: boolean; mayReadNames: boolean; mayReadHistory: boolean };

/** What a role may be given at most; what a grant of it reaches where nothing is said is `usual`. */
export type RoleTemplate = {
  scopes: readonly GrantScope["kind"][];
  subjects: readonly Subject[];
  usual: Reach;
  most: Reach;
  /** A court order names an end and a purpose, and without both a grant of it gives nothing. */
  needsEndAndPurpose: boolean;
};

const nobody: Reach = { mayReadStudents: false, mayReadNames: false, mayReadHistory: false };
const byNumber: Reach = { ...nobody, mayReadStudents: true };
const byName: Reach = { ...byNumber, mayReadNames: true };
const byNameWithHistory: Reach = { ...byName, mayReadHistory: true };

const everything: Subject[] = ["students", "special_education", "finance", "operations"];
const ofSchools: Subject[] = ["students", "special_education", "operations"];

const template = (
  scopes: GrantScope["kind"][],
  subjects: Subject[],
  reach: { usual: Reach; most: Reach },
): RoleTemplate => ({ scopes, subjects, ...reach, needsEndAndPurpose: false });

const counts = { usual: nobody, most: nobody };
const staff = { usual: byName, most: byNameWithHistory };
const named = { usual: byName, most: byName };

/** One row a role: over what, which subjects, how far down. No grant reaches further than its role's row. */
export const roleTemplates: Readonly<Record<Role, RoleTemplate>> = {
  board: template(["district"], everything, counts),
  bond_oversight: template(["district"], ["finance"], counts),
  region_superintendent: template(["region"], ofSchools, { usual: nobody, most: byNumber }),
  principal: template(["school"], ofSchools, staff),
  assistant_principal: template(["school"], ofSchools, staff),
  attendance_clerk: template(["school"], ["students"], named),
  special_education_director: template(["district", "region", "operator", "school"], ofSchools, staff),
  monitor: {
    ...template(["district"], ofSchools, { usual: nobody, most: { ...byNumber, mayReadHistory: true } }),
    needsEndAndPurpose: true,
  },
  operator: template(["operator"], ofSchools, named),
  coordinator: template(["district"], everything, named),
  parent: template(["student"], ["students", "special_education"], named),
  admin: template(["district"], everything, named),
};

/** Reasons and purposes shorter than this say nothing. */
export const REASON_LENGTH = 10;

/** The grant as far as its role reaches, or null where nothing of it is left. */
export function withinTemplate(grant: Grant): Grant | null {
  const { scopes, subjects, most, needsEndAndPurpose } = roleTemplates[grant.role];
  const granted = grant.subjects.filter((subject) => subjects.includes(subject));
  if (!scopes.includes(grant.scope.kind) || granted.length === 0) return null;
  const hasPurpose = (grant.purpose ?? "").length >= REASON_LENGTH;
  if (needsEndAndPurpose && (grant.to === null || !hasPurpose)) return null;
  const mayReadStudents = grant.mayReadStudents && most.mayReadStudents;
  return {
    ...grant,
    subjects: granted,
    mayReadStudents,
    mayReadNames: mayReadStudents && grant.mayReadNames && most.mayReadNames,
    mayReadHistory: mayReadStudents && grant.mayReadHistory === true && most.mayReadHistory,
  };
}
