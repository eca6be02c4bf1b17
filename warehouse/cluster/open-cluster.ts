import type { Manifest } from "../generations/manifest.ts";
import { clickhouse, inPieces } from "../semantic/dialects/clickhouse.ts";
import type { ServingEngine } from "../semantic/engine.ts";
import { GoneError, WarehouseError } from "../semantic/errors.ts";
import type { Statement } from "../semantic/sql/compile.ts";
import type { ClusterAddress } from "./address.ts";
import { isOnCluster } from "./layout.ts";
import { type Node, openNode } from "./node.ts";
import { identityOf, type Publish, readPublishes } from "./publishes.ts";

/** A cluster that answers slices. */
export type Cluster = {
  /** Whether a generation is published there, as far as was seen last. */
  holds(manifest: Manifest): boolean;
  /** What answers from a generation; null where it is not published there. */
  servingOf(manifest: Manifest): ServingEngine | null;
  close(): Promise<void>;
};

/** A publish is seen this much later at most; each look takes a few milliseconds. */
const LOOK_EVERY_MS = 2_000;
/** What the server needs to say that its own time limit has passed. */
const GRACE_MS = 2_000;

/** Opens a cluster for reading. Throws `engine_unavailable` where it does not answer. */
export async function openCluster(address: ClusterAddress): Promise<Cluster> {
  const { coordinator, prefix, timeLimitMs } = address;
  const limit = timeLimitMs + GRACE_MS;
  const node = openNode(coordinator, { timeLimitMs: limit });
  const look = () => answered(() => readPublishes(node, prefix));
  let publishes = await look();
  const ofDatabases = new Map<string, Node>();
  const looking = setInterval(() => {
    // While the cluster is away, what was published there stays known: its readers are told that it is away.
    look().then(
      (found) => {
        publishes = found;
      },
      () => undefined,
    );
  }, LOOK_EVERY_MS).unref();
  const publishOf = (manifest: Manifest): Publish | undefined => {
    const identity = identityOf(manifest);
    return publishes.findLast((one) => one.identity === identity && one.generation === manifest.generation);
  };
  return {
    holds: (manifest) => publishOf(manifest) !== undefined,
    servingOf: (manifest) => {
      const publish = publishOf(manifest);
      if (!publish) return null;
      const { database } = publish;
      const open = ofDatabases.get(database) ?? openNode(coordinator, { timeLimitMs: limit, database });
      ofDatabases.set(database, open);
      return {
        dialect: clickhouse,
        holds: isOnCluster,
        run: (statement, gone) => answered(() => ask(open, statement, { timeLimitMs, gone }), gone),
      };
    },
    close: async () => {
      clearInterval(looking);
      await Promise.all([node, ...ofDatabases.values()].map((each) => each.close()));
    },
  };
}

type Limits = { timeLimitMs: number; gone: AbortSignal | undefined };

function ask(node: Node, statement: Statement, { timeLimitMs, gone }: Limits) {
  const { sql, parameters } = inPieces(statement);
  const settings = {
    ...clickhouse.settings,
    max_execution_time: timeLimitMs / 1000,
    cancel_http_readonly_queries_on_client_close: 1 as const,
  };
  return node.rows(sql, { parameters, settings, gone });
}

/** The cause is for whoever runs the cluster; it may hold names of servers and stays out of the sentence. */
async function answered<T>(asking: () => Promise<T>, gone?: AbortSignal): Promise<T> {
  try {
    return await asking();
  } catch (cause) {
    if (gone?.aborted) throw new GoneError();
    const error = new WarehouseError(
      "engine_unavailable",
      "The cluster that holds the figures did not answer, and nothing is shown rather than a part. Try again in a minute; if it stays so, tell whoever runs Rollbook.",
    );
    error.cause = cause;
    throw error;
  }
}
