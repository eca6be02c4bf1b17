import type { Reader } from "./district.ts";
import type { Warehouse } from "./open-warehouse.ts";
import { WarehouseError } from "./semantic/errors.ts";
import type { Filter, Slice } from "./semantic/slice.ts";

/** Schools or students that somebody has put together. Members are keys of schools, or the state's ids of students. */
export type NamedGroup = {
  group: string;
  name: string;
  dimension: "school" | "student";
  members: string[];
};

/** Finds those of these groups that a reader may use. */
export type FindGroups = (groups: string[], reader: Reader) => Promise<NamedGroup[]>;

const PREFIX = "group:";

/** Among a filter's values, what stands for the members of a named group. */
export const valueOfGroup = (group: string): string => `${PREFIX}${group}`;

const groupIn = (value: Filter["values"][number]): string | null =>
  isGroupValue(value) ? String(value).slice(PREFIX.length) : null;

/** Whether a filter's value stands for a named group. */
export const isGroupValue = (value: unknown): boolean =>
  typeof value === "string" && value.startsWith(PREFIX);

/** Whether a filter names members one by one, and not only groups of them. */
export const namesMembers = ({ values }: Filter): boolean => values.some((value) => groupIn(value) === null);

/**
 * The warehouse with filters that name groups: before a slice is answered, a group's members take its place, as they
 * are at that moment, and the answer says how many they are. Whom a reader sees of them is for her grants to say. Throws
 * `not_found` for a group that she may not use, `incompatible` for students in a filter by school.
 */
export function withNamedGroups(inner: Warehouse, find: FindGroups): Warehouse {
  const expanded = async (slice: Slice, reader: Reader): Promise<Expanded> => {
    const ids = (slice.where ?? []).flatMap(({ values }) => values.flatMap((value) => groupIn(value) ?? []));
    if (ids.length === 0) return { slice, notes: [] };
    const groups = await find([...new Set(ids)], reader);
    const generation = slice.generation === "current" ? undefined : slice.generation;
    const known: Known[] = [];
    for (const group of groups) {
      const { dimension, members } = group;
      const values = dimension === "school" ? members : await inner.studentKeys(members, generation);
      known.push({ group, values: [...values.values()] });
    }
    const where = (slice.where ?? []).map((filter) => withMembers(filter, known));
    const notes = groups.map(({ name, members }) => `Members of the group "${name}": ${members.length}.`);
    return { slice: { ...slice, where }, notes };
  };
  const answer: Warehouse["answer"] = async (slices, reader) => {
    const asked = await Promise.all(slices.map((slice) => expanded(slice, reader)));
    const given = await inner.answer(
      asked.map(({ slice }) => slice),
      reader,
    );
    const noted = given.answers.map((one, at) => ({
      ...one,
      notes: [...(asked[at]?.notes ?? []), ...one.notes],
    }));
    return { ...given, answers: noted };
  };
  return {
    ...inner,
    answer,
    arrow: async (slice, reader) => inner.arrow((await expanded(slice, reader)).slice, reader),
  };
}

type Expanded = { slice: Slice; notes: string[] };
/** A group with what its members are called in the generation that is asked. */
type Known = { group: NamedGroup; values: Filter["values"] };

function withMembers(filter: Filter, known: readonly Known[]): Filter {
  const values = filter.values.flatMap((value): Filter["values"] => {
    const id = groupIn(value);
    if (id === null) return [value];
    const found = known.find(({ group }) => group.group === id);
    if (!found)
      throw new WarehouseError("not_found", `There is no group "${id}", or it is not shared with you.`);
    const { dimension } = found.group;
    if (dimension !== filter.dimension || filter.op === "between")
      throw new WarehouseError(
        "incompatible",
        `The group "${id}" is of ${dimension}s: filter ${dimension} by it, with "in" or "not_in".`,
      );
    return found.values;
  });
  return { ...filter, values };
}
