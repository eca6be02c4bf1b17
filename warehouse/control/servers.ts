import type { Kysely } from "kysely";
import type { Holder } from "./runs/rows.ts";
import type { ControlTables } from "./tables.ts";

/** A server over this store, when it last said that it lives. */
export type ServerRow = Holder & { server_id: string; seen_at: string };

/** The servers over this store. Work belongs to one of them; what belongs to none that is listed is anybody's. */
export type Servers = {
  /** Lists a server, or says that it still lives. */
  noteServer(server: ServerRow): Promise<void>;
  servers(): Promise<ServerRow[]>;
  forgetServer(serverId: string): Promise<void>;
};

export function serversOver(db: Kysely<ControlTables>): Servers {
  return {
    async noteServer(server) {
      const { seen_at } = server;
      await db
        .insertInto("server")
        .values(server)
        .onConflict((conflict) => conflict.column("server_id").doUpdateSet({ seen_at }))
        .execute();
    },
    servers: () => db.selectFrom("server").selectAll().orderBy("server_id").execute(),
    async forgetServer(serverId) {
      await db.deleteFrom("server").where("server_id", "=", serverId).execute();
    },
  };
}
