import { z } from "zod";
import { type FindGroups, type NamedGroup, type Warehouse, withNamedGroups } from "#warehouse";
import type { Deps } from "../deps.ts";
import { sharersOf } from "../reports/sharing.ts";

const members = z.array(z.string());

/** The warehouse in whose filters a reader may name the groups that are hers or shared with her. */
export function warehouseWithGroups({ warehouse, control }: Pick<Deps, "warehouse" | "control">): Warehouse {
  const find: FindGroups = async (wanted, reader) => {
    const groups = await control.groupsFor(await sharersOf({ warehouse }, reader));
    return groups
      .filter(({ group_id }) => wanted.includes(group_id))
      .map(({ group_id, name, dimension, members: kept }): NamedGroup => {
        return { group: group_id, name, dimension, members: membersIn(kept) };
      });
  };
  return withNamedGroups(warehouse, find);
}

/** As the control store keeps them. */
export const membersIn = (kept: string): string[] => members.parse(JSON.parse(kept));
