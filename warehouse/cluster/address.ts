/** One server of a cluster, by its HTTP port. */
export type NodeAddress = { url: string; username: string; password: string };

/** What facts are cut by: one school's rows, or one district's, lie on one shard. */
export type ShardBy = "school" | "district";

/** Where a cluster is and how Rollbook lies on it. */
export type ClusterAddress = {
  /** The server that readers ask. */
  coordinator: NodeAddress;
  /** The servers that hold facts; the coordinator alone where none are named. */
  shards: NodeAddress[];
  /** The name of the cluster in the servers' `remote_servers`; null with one server. */
  cluster: string | null;
  /** What the databases of publishes begin with; several districts share a cluster by different ones. */
  prefix: string;
  shardBy: ShardBy;
  /** Milliseconds after which an answer is given up. */
  timeLimitMs: number;
};

const FORM =
  "clickhouse://USER:PASSWORD@HOST:8123/rollbook?shards=HOST1:8123,HOST2:8123&cluster=rollbook&shard-by=school";
const TIME_LIMIT_SECONDS = 30;

/**
 * Reads `clickhouse://user:password@host:port/prefix?shards=host:port,…&cluster=name&shard-by=school&time-limit=30`;
 * `clickhouses://` is the same over TLS. Throws an Error that shows the form.
 */
export function parseClusterAddress(text: string): ClusterAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  const scheme = url && { "clickhouse:": "http", "clickhouses:": "https" }[url.protocol];
  if (!url || !scheme || url.hostname === "") throw wrong("it is no such address");
  const username = decodeURIComponent(url.username) || "default";
  const login = { username, password: decodeURIComponent(url.password) };
  const node = (host: string): NodeAddress => ({ url: `${scheme}://${withPort(host)}`, ...login });
  const coordinator = node(url.host);
  const named = url.searchParams.get("shards")?.split(",").filter(Boolean) ?? [];
  const prefix = url.pathname.slice(1) || "rollbook";
  const cluster = named.length === 0 ? null : (url.searchParams.get("cluster") ?? "rollbook");
  for (const name of [prefix, cluster ?? ""])
    if (!/^[a-z0-9_]*$/i.test(name)) throw wrong(`"${name}" is no name of letters, digits and _`);
  return {
    ...{ coordinator, shards: named.length === 0 ? [coordinator] : named.map(node), cluster, prefix },
    shardBy: shardByOf(url.searchParams.get("shard-by") ?? "school"),
    timeLimitMs: 1000 * secondsOf(url.searchParams.get("time-limit")),
  };
}

/** Every server once, the coordinator first. */
export function nodesOf({ coordinator, shards }: ClusterAddress): NodeAddress[] {
  return [coordinator, ...shards.filter(({ url }) => url !== coordinator.url)];
}

const withPort = (host: string) => (/:\d+$/.test(host) ? host : `${host}:8123`);

function shardByOf(text: string): ShardBy {
  if (text === "school" || text === "district") return text;
  throw wrong(`shard-by is school or district, and not "${text}"`);
}

function secondsOf(text: string | null): number {
  const seconds = Number(text ?? TIME_LIMIT_SECONDS);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 3600)
    throw wrong(`time-limit is a whole number of seconds up to 3600, and not "${text}"`);
  return seconds;
}

/** The address holds a password, so it is never shown. */
const wrong = (why: string) =>
  new Error(`The address of the cluster cannot be read: ${why}. It looks like ${FORM}`);
