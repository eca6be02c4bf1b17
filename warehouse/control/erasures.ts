import type { Kysely } from "kysely";
import type { ControlTables, ErasureRow } from "./tables.ts";

/** An erasure with the keyed hashes of the ids that the student had. */
export type Erasure = ErasureRow & { hashes: string[] };

/** The deletion ledger: whose records were erased by law, without saying who it was. */
export type Erasures = {
  /** Adds erasures that are not in the ledger yet; of a hash that is there already the first erasure stays. */
  addErasures(erasures: Erasure[]): Promise<void>;
  /** All of them, oldest first. */
  erasures(): Promise<Erasure[]>;
};

export function erasuresOver(db: Kysely<ControlTables>): Erasures {
  return {
    addErasures: (erasures) =>
      db.transaction().execute(async (transaction) => {
        for (const { hashes, ...erasure } of erasures) {
          await transaction
            .insertInto("erasure")
            .values(erasure)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
          for (const id_hash of hashes)
            await transaction
              .insertInto("erased_id")
              .values({ id_hash, erasure_id: erasure.erasure_id })
              .onConflict((conflict) => conflict.doNothing())
              .execute();
        }
      }),
    async erasures() {
      const rows = await db
        .selectFrom("erasure")
        .selectAll()
        .orderBy("erased_at")
        .orderBy("erasure_id")
        .execute();
      const ids = await db.selectFrom("erased_id").selectAll().orderBy("id_hash").execute();
      return rows.map((row) => ({
        ...row,
        hashes: ids.filter(({ erasure_id }) => erasure_id === row.erasure_id).map(({ id_hash }) => id_hash),
      }));
    },
  };
}
