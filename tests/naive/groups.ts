import { type NamedGroup, type Slice, valueOfGroup } from "#warehouse";

/** Three groups of schools and three of students, drawn from all that there are. */
export function randomGroups(random: () => number, schools: string[], students: string[]): NamedGroup[] {
  const drawn = (from: string[], share: number) => from.filter(() => random() < share);
  return [0.1, 0.4, 0.8].flatMap((share, at): NamedGroup[] => [
    { group: `schools-${at}`, name: `Schools ${at}`, dimension: "school", members: drawn(schools, share) },
    {
      group: `students-${at}`,
      name: `Students ${at}`,
      dimension: "student",
      members: drawn(students, share),
    },
  ]);
}

/** The slice with the members of groups in their place. */
export const spelledOut = (slice: Slice, groups: NamedGroup[]): Slice => ({
  ...slice,
  where: (slice.where ?? []).map((filter) => ({
    ...filter,
    values: filter.values.flatMap(
      (value) => groups.find(({ group }) => valueOfGroup(group) === value)?.members ?? [value],
    ),
  })),
});
