import { Socket } from "node:net";
import pg from "pg";
import type { Database, DatabaseLimits } from "#warehouse";
import { type Place, refusalOf, refusedAddress } from "./refusal-of.ts";

/** A connection inside a read-only transaction that sees one moment. `cut` ends it at once, `end` in peace. */
export type Snapshot = { client: pg.Client; place: Place; cut: () => void; end: () => Promise<void> };

export type Connect = {
  source: string;
  database: Database;
  environment: Record<string, string | undefined>;
};

/** Sees what the database held now, or with `moment` what another connection sees. Throws a Refusal where it cannot. */
export async function openSnapshot(request: Connect, moment?: string): Promise<Snapshot> {
  const { database } = request;
  const socket = new Socket();
  const { client, place } = clientOf(request, socket);
  // A connection that ends by itself says so here too; whoever waits for an answer gets the error.
  client.on("error", () => {});
  const cut = () => void socket.destroy();
  try {
    await client.connect();
    await client.query("begin isolation level repeatable read read only");
    if (moment !== undefined) await client.query(`set transaction snapshot ${client.escapeLiteral(moment)}`);
    for (const [name, value] of settings(database.limits)) {
      await client.query("select set_config($1, $2, true)", [name, value]);
    }
    return { client, place, cut, end: () => client.end() };
  } catch (error) {
    cut();
    throw refusalOf(error, place);
  }
}

/** The moment that a snapshot sees, for other connections to see it too while it is open. */
export async function exportMoment({ client, place }: Snapshot): Promise<string> {
  try {
    const { rows } = await client.query<{ moment: string }>("select pg_export_snapshot() as moment");
    return rows[0]?.moment ?? "";
  } catch (error) {
    throw refusalOf(error, place);
  }
}

function clientOf({ source, database, environment }: Connect, socket: Socket) {
  const { addressEnv, limits = {} } = database;
  const address = environment[addressEnv] ?? "";
  if (!/^postgres(ql)?:\/\//.test(address) || !URL.canParse(address))
    throw refusedAddress(
      source,
      addressEnv,
      address === "" ? "is not set" : "does not hold the address of a PostgreSQL database",
    );
  const client = clientFor(source, addressEnv, {
    connectionString: address,
    application_name: limits.applicationName ?? "rollbook",
    connectionTimeoutMillis: (limits.connectSeconds ?? 15) * 1000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    stream: () => socket,
  });
  const { host, port, user = "", database: name = "" } = client;
  return { client, place: { source, addressEnv, server: `${host}:${port}`, user, database: name } };
}

/** The certificates that an address names are read at once. */
function clientFor(source: string, addressEnv: string, config: pg.ClientConfig): pg.Client {
  try {
    return new pg.Client(config);
  } catch (error) {
    const said =
      error instanceof Error && "path" in error ? `names ${error.path}, which cannot be read` : null;
    throw said === null ? error : refusedAddress(source, addressEnv, said);
  }
}

/**
 * Hold for the transaction only, so that a connection pool in between hands nothing on. The last ones make the same rows
 * the same file: scans from the start in one process, and every day and time written in one way. Without row_security a
 * table that shows this user a part of its rows is refused.
 */
const settings = (limits: DatabaseLimits = {}): [string, string][] => [
  ["statement_timeout", `${limits.statementSeconds ?? 1800}s`],
  ["lock_timeout", `${limits.lockSeconds ?? 10}s`],
  ["idle_in_transaction_session_timeout", `${limits.idleSeconds ?? 60}s`],
  ["work_mem", `${limits.workMemoryMegabytes ?? 4}MB`],
  ["row_security", "off"],
  ["max_parallel_workers_per_gather", "0"],
  ["synchronize_seqscans", "off"],
  ["datestyle", "ISO, YMD"],
  ["timezone", "UTC"],
];
