import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clusterProgram } from "./program.ts";

/** Real ClickHouse servers on loopback ports: one that holds no facts and is asked, and the shards. */
export type RunningCluster = {
  /** What `publish --to` and `ROLLBOOK_ENGINE` take. */
  address: string;
  shards: RunningNode[];
  /** Starts every server that has ended, as whoever watches over them does. */
  revive(): Promise<void>;
  stop(): Promise<void>;
};

type RunningNode = {
  httpPort: number;
  /** Ends it at once, as a power cut does; its rows stay. */
  kill(): Promise<void>;
  /** Leaves its ports open and answers nothing, until it is waked. */
  freeze(): void;
  wake(): void;
  hasEnded(): boolean;
  restart(): Promise<void>;
};

type Ports = { tcp: number; http: number };

const READY_MS = 120_000;

/** Starts a coordinator and shards in a folder of their own, which goes with them. */
export async function startCluster({ shards }: { shards: number }): Promise<RunningCluster> {
  const program = clusterProgram();
  const folder = mkdtempSync(join(tmpdir(), "rollbook-cluster-"));
  const ports = await freePorts(2 * (shards + 1));
  const places: Ports[] = Array.from({ length: shards + 1 }, (_, at) => ({
    ...{ tcp: ports[2 * at] ?? 0, http: ports[2 * at + 1] ?? 0 },
  }));
  const all = places.map((place, at) =>
    nodeIn({ folder: join(folder, `node-${at}`), program, shards: places.slice(1), ...place }),
  );
  await Promise.all(all.map((node) => node.restart()));
  const [coordinator, ...rest] = places;
  const hosts = rest.map(({ http }) => `127.0.0.1:${http}`).join(",");
  return {
    address: `clickhouse://default@127.0.0.1:${coordinator?.http}/rollbook?shards=${hosts}`,
    shards: all.slice(1),
    // These servers abort when one that they talk to is killed while it is asked.
    revive: async () => {
      for (const node of all) if (node.hasEnded()) await node.restart();
    },
    stop: async () => {
      // A server aborts when one that connected into it is killed, so the one that connects goes last.
      for (const node of all.toReversed()) await node.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Placed = Ports & { folder: string; program: string[]; shards: Ports[] };

function nodeIn({ folder, tcp, http, program: [program = "", ...library], shards }: Placed): RunningNode {
  mkdirSync(join(folder, "rows"), { recursive: true });
  writeFileSync(join(folder, "config.xml"), config(folder, shards));
  writeFileSync(join(folder, "users.xml"), users);
  const log = join(folder, "log");
  let child: ChildProcess | null = null;
  const start = async () => {
    const options = [
      `--config-file=${folder}/config.xml`,
      `--path=${folder}/rows`,
      "--listen_host=127.0.0.1",
    ];
    const listening = [`--tcp_port=${tcp}`, `--http_port=${http}`, `--query=${untilInputEnds}`];
    const output = openSync(log, "a");
    child = spawn(program, [...library, ...options, ...listening], { stdio: ["pipe", output, output] });
    await ready(child, http, log);
  };
  const kill = () => ended(child);
  const hasEnded = () => !child || child.exitCode !== null || child.signalCode !== null;
  return {
    ...{ httpPort: http, kill, hasEnded, restart: start },
    freeze: () => child?.kill("SIGSTOP"),
    wake: () => child?.kill("SIGCONT"),
  };
}

/** The last statement reads standard input, so a server ends with whoever started it. */
const untilInputEnds =
  "SYSTEM START LISTEN TCP; SYSTEM START LISTEN HTTP; SELECT count() FROM file('-', 'LineAsString') FORMAT Null";

async function ready(child: ChildProcess, port: number, log: string): Promise<void> {
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`http://127.0.0.1:${port}/ping`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill("SIGKILL");
  throw new Error(`A server of the test cluster did not start: ${readFileSync(log, "utf8").slice(-2000)}`);
}

function ended(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

function config(folder: string, shards: Ports[]): string {
  const listed = shards.map(
    ({ tcp }) => `<shard><replica><host>127.0.0.1</host><port>${tcp}</port></replica></shard>`,
  );
  return `<clickhouse>
  <remote_servers><rollbook>${listed.join("")}</rollbook></remote_servers>
  <user_directories><users_xml><path>${folder}/users.xml</path></users_xml></user_directories>
</clickhouse>`;
}

const users = `<clickhouse>
  <profiles><default/></profiles>
  <users><default>
    <password></password><networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota><access_management>1</access_management>
  </default></users>
  <quotas><default/></quotas>
</clickhouse>`;

async function freePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(Array.from({ length: count }, () => listening()));
  return Promise.all(
    probes.map(async (probe) => {
      const address = probe.address();
      await new Promise((resolve) => probe.close(resolve));
      return typeof address === "object" && address ? address.port : 0;
    }),
  );
}

function listening(): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => resolve(probe));
  });
}
