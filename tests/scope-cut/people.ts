import type { Grant, GrantScope, Reader, Subject } from "#warehouse";

/**
 * Somebody with a scope. Measures counted from `leavesOut` are not asked: no grant of hers reaches those tables, and what
 * stands of them in her store is there to say which schools have reported. Nobody counted is not a count of zero.
 */
export type Person = { who: string; grants: Grant[]; leavesOut?: string[] };

/** Schools, operators, a region and a child of the made-up district that are told apart by more than their names. */
export type Places = {
  school: string;
  otherSchool: string;
  /** Changed its operator while students were there. */
  handedOver: string;
  /** Has been at two schools. */
  child: string;
};

const ofSchools: Subject[] = ["students", "special_education"];

const grant = (role: Grant["role"], scope: GrantScope, rest: Partial<Grant> = {}): Grant => ({
  role,
  scope,
  subjects: ofSchools,
  mayReadStudents: true,
  mayReadNames: true,
  mayReadHistory: false,
  reason: `Works as ${role}`,
  from: "2024-07-01",
  to: null,
  givenBy: "configuration",
  ...rest,
});

/**
 * Whoever has a scope that is not the whole district. Nobody here reads finance or operations: their rows belong to no
 * school, so no scope that is cut by school holds any.
 */
export function peopleWith({ school, otherSchool, handedOver, child }: Places): Person[] {
  const schools = (...ids: string[]): GrantScope => ({ kind: "school", ids });
  const studentsOnly = { subjects: ["students"] satisfies Subject[] };
  const specialOnly = { subjects: ["special_education"] satisfies Subject[] };
  const counts = { mayReadStudents: false, mayReadNames: false };
  const region: GrantScope = { kind: "region", ids: ["South"] };
  const operator = (id: string): GrantScope => ({ kind: "operator", ids: [id] });
  const withHistory = { mayReadHistory: true };
  return [
    { who: "a principal", grants: [grant("principal", schools(school))] },
    { who: "a principal with history", grants: [grant("principal", schools(school), withHistory)] },
    {
      who: "a principal of a school that changed hands",
      grants: [grant("principal", schools(handedOver), withHistory)],
    },
    { who: "an operator that handed a school over", grants: [grant("operator", operator("brightpath"))] },
    { who: "an operator that took a school over", grants: [grant("operator", operator("harbor"))] },
    {
      who: "a region's superintendent, students by number",
      grants: [grant("region_superintendent", region, { mayReadNames: false })],
    },
    { who: "an attendance clerk", grants: [grant("attendance_clerk", schools(otherSchool), studentsOnly)] },
    {
      who: "a parent",
      grants: [grant("parent", { kind: "student", ids: [child] })],
      leavesOut: ["fct_feed_submission", "fct_school_census", "fct_staff_assignment"],
    },
    {
      who: "a principal of two schools",
      grants: [grant("principal", schools(school, otherSchool))],
    },
    {
      who: "a principal who is a clerk elsewhere",
      grants: [
        grant("principal", schools(school), withHistory),
        grant("attendance_clerk", schools(otherSchool), studentsOnly),
      ],
      leavesOut: ["fct_feed_submission"],
    },
    {
      who: "a director of special education over an operator's schools",
      grants: [grant("special_education_director", operator("harbor"), specialOnly)],
    },
    {
      who: "a region's superintendent, counts only",
      grants: [grant("region_superintendent", region, counts)],
    },
  ];
}

/** She within her scope. */
export const scoped = ({ who, grants }: Person): Reader => ({
  account: who,
  name: who,
  role: grants[0]?.role ?? "guest",
  grants,
});

/** She with the same rights over whatever there is: for a store that holds her rows and no others. */
export const unscoped = (person: Person): Reader => ({
  ...scoped(person),
  grants: person.grants.map((each) => ({ ...each, scope: { kind: "district" } })),
});
