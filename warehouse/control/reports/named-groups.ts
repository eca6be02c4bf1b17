import type { Kysely } from "kysely";
import type { ControlTables, NamedGroupRow } from "../tables.ts";
import { isOpenTo, type Sharers } from "./sharing.ts";

/** Groups of schools and students that people have named; who may change which is for the caller to know. */
export type NamedGroups = {
  makeGroup(group: NamedGroupRow): Promise<void>;
  /** Her own groups, and those that are shared with her, by name. */
  groupsFor(sharers: Sharers): Promise<NamedGroupRow[]>;
  changeGroup(groupId: string, change: Partial<Omit<NamedGroupRow, "group_id" | "owner">>): Promise<void>;
  deleteGroup(groupId: string): Promise<void>;
};

export const namedGroupsOver = (db: Kysely<ControlTables>): NamedGroups => ({
  async makeGroup(group) {
    await db.insertInto("named_group").values(group).execute();
  },
  groupsFor: (sharers) =>
    db
      .selectFrom("named_group")
      .selectAll()
      .where(isOpenTo(sharers))
      .orderBy("name")
      .orderBy("group_id")
      .execute(),
  async changeGroup(groupId, change) {
    await db.updateTable("named_group").set(change).where("group_id", "=", groupId).execute();
  },
  async deleteGroup(groupId) {
    await db.deleteFrom("named_group").where("group_id", "=", groupId).execute();
  },
});
