import type { DataPage } from "#api/contract";

export type School = DataPage["grid"]["schools"][number];
export type GroupedBy = "region" | "level" | "operator";
export const groupings: GroupedBy[] = ["region", "level", "operator"];

/** How schools of one region, level or operator have submitted a feed; `name` is null where a school has none. */
export type Group = {
  name: string | null;
  schools: number;
  /** Schools that miss at least one day. */
  with_gaps: number;
  missing_days: number;
  due_days: number;
};

const countOf = (school: School, feed: string, state: School["cells"][string][number]) =>
  (school.cells[feed] ?? []).filter((one) => one === state).length;

export const missingDays = (school: School, feed: string): number => countOf(school, feed, "missing");

/** The groups with most schools that miss days first. */
export function groupSchools(schools: School[], { by, feed }: { by: GroupedBy; feed: string }): Group[] {
  const groups = new Map<string | null, Group>();
  for (const school of schools) {
    const name = school[by];
    const group = groups.get(name) ?? { name, schools: 0, with_gaps: 0, missing_days: 0, due_days: 0 };
    const missing = missingDays(school, feed);
    const expected = (school.cells[feed] ?? []).length - countOf(school, feed, "not_expected");
    group.schools += 1;
    group.with_gaps += missing > 0 ? 1 : 0;
    group.missing_days += missing;
    group.due_days += expected;
    groups.set(name, group);
  }
  return [...groups.values()].sort(
    (one, other) =>
      other.with_gaps - one.with_gaps ||
      other.missing_days - one.missing_days ||
      (one.name ?? "").localeCompare(other.name ?? ""),
  );
}
