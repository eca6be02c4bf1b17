import type { Kysely } from "kysely";
import type { ControlTables } from "../tables.ts";
import type { Holder } from "./rows.ts";

/** The right to publish as one run has it: good while no later token was given. */
export type Lease = { run: string; token: number };

/** Who has the right to publish, since when, and when the holder last said that it lives. */
export type LeaseHolder = Lease & Holder & { taken_at: string; heartbeat_at: string };

/** The one right to publish into a data folder. Every change is a single statement, so that two runs never both have it. */
export type Leases = {
  leaseHolder(): Promise<LeaseHolder | undefined>;
  /** Takes the lease where it is free, or where `dead` has it; undefined when somebody else was faster. */
  takeLease(
    wanted: Holder & { run: string; now: string },
    dead?: Lease | undefined,
  ): Promise<Lease | undefined>;
  /** Says that the holder lives; false when the lease is another's by now. */
  renewLease(lease: Lease, now: string): Promise<boolean>;
  /**
   * Does something that only the holder may, while nobody can take the lease: `act` does not wait, so that nothing comes
   * between the look at the token and the deed. False, and nothing done, when the lease is another's by now.
   */
  whileHolding(lease: Lease, now: string, act: () => void): Promise<boolean>;
  returnLease(lease: Lease): Promise<void>;
};

export function leasesOver(db: Kysely<ControlTables>): Leases {
  const renew = (on: Kysely<ControlTables>, { run, token }: Lease, now: string) =>
    on
      .updateTable("run_lease")
      .set({ heartbeat_at: now })
      .where("run_id", "=", run)
      .where("token", "=", token)
      .returning("token")
      .executeTakeFirst();
  return {
    async leaseHolder() {
      const row = await db.selectFrom("run_lease").selectAll().executeTakeFirst();
      if (!row || row.run_id === null) return undefined;
      const { run_id: run, token, pid, boot, host, taken_at, heartbeat_at } = row;
      return {
        ...{ run, token, pid: pid ?? 0, boot: boot ?? "", host: host ?? "" },
        ...{ taken_at: taken_at ?? "", heartbeat_at: heartbeat_at ?? "" },
      };
    },
    async takeLease({ run, now, ...holder }, dead) {
      const taken = await db
        .updateTable("run_lease")
        .set(({ eb }) => ({
          ...{ token: eb("token", "+", 1), run_id: run, ...holder },
          ...{ taken_at: now, heartbeat_at: now },
        }))
        .where(({ eb, or }) =>
          or([eb("run_id", "is", null), ...(dead ? [eb("token", "=", dead.token)] : [])]),
        )
        .returning("token")
        .executeTakeFirst();
      return taken && { run, token: taken.token };
    },
    renewLease: async (lease, now) => (await renew(db, lease, now)) !== undefined,
    // The first statement writes: SQLite then holds the store, and PostgreSQL the row, until the transaction ends.
    whileHolding: (lease, now, act) =>
      db.transaction().execute(async (transaction) => {
        if (!(await renew(transaction, lease, now))) return false;
        act();
        return true;
      }),
    async returnLease({ run, token }) {
      await db
        .updateTable("run_lease")
        .set({ run_id: null })
        .where("run_id", "=", run)
        .where("token", "=", token)
        .execute();
    },
  };
}
