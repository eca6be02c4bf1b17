import { existsSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { pino } from "pino";
import { type District, openControl, openWarehouse } from "#warehouse";
import { recordingWarehouse } from "./access/recording-warehouse.ts";
import { amongServers } from "./among-servers.ts";
import { createApp } from "./app.ts";
import { askingAhead } from "./asking-ahead.ts";
import { isLoopbackAddress } from "./auth/demo-door.ts";
import { refuseUnreadable } from "./auth/protection.ts";
import { checkProvider } from "./auth/sign-in/provider.ts";
import type { Deps } from "./deps.ts";
import { exportWork } from "./export-jobs/work.ts";
import { warehouseWithGroups } from "./named-groups/find-groups.ts";
import { openPrinter, type Printer } from "./printing/printer.ts";
import { uploadWork } from "./uploads/work.ts";

type Place = {
  dataDir: string;
  district: District;
  host: string;
  port: number;
  pagesDir: string;
  /** Checking and loading what operators upload. */
  uploads?: Deps["uploads"];
  schedule: Deps["schedule"];
  /** Where set, the control store is this PostgreSQL instead of a file in `dataDir`. */
  databaseUrl?: string | undefined;
  /** The address of a cluster that answers slices in the place of the parts. */
  engine?: string | undefined;
  /** The secret that the district's identity provider knows Rollbook by. */
  clientSecret?: string | undefined;
  /** The path of the Chromium that prints, and what it may be told of the environment. */
  chromium?: string | undefined;
  environment?: Record<string, string | undefined> | undefined;
  logLevel?: string | undefined;
  /** False where every question is to be computed, for measuring; true unless said. */
  keepsAnswers?: boolean | undefined;
};

/** A server that listens: where, and how to end it. `close` waits for open requests, five seconds at most. */
export type Listening = { url: string; close: () => Promise<void> };

const GRACE_MS = 5000;
/** How long people at the door, and then those who are connected, are heard out at most. */
const HEARD_OUT_MS = 1500;
const QUIET_MS = 50;

/**
 * Opens the warehouse and the control store and listens; ends on SIGTERM and SIGINT after open requests are answered.
 * Throws an Error with one sentence when the address cannot be had, and WarehouseError where there is no generation.
 */
export async function serve(place: Place): Promise<Listening> {
  const { dataDir, district, host, port, pagesDir, uploads, schedule, clientSecret } = place;
  if (district.identityProvider) checkProvider(district.identityProvider, clientSecret);
  const log = pino({ level: place.logLevel ?? "info" }, pino.destination({ dest: 2, sync: false }));
  const printer = printerOf(place);
  const { keepsAnswers, engine } = place;
  const warehouse = await openWarehouse({ dataDir, district, keepsAnswers, engine });
  const control = await openControl({ dataDir, databaseUrl: place.databaseUrl });
  const clock = () => new Date();
  const among = await amongServers({ control, clock, log });
  const closeStores = async () => {
    await warehouse.close();
    await among.leave();
    await control.close();
  };
  const isLoopback = isLoopbackAddress(host);
  const exportsDir = join(dataDir, "exports");
  const { serverId } = among;
  const ending = new AbortController();
  const stores = { warehouse, control, district, clock, serverId, ending: ending.signal };
  const deps = { ...stores, uploads, schedule, log, pagesDir, isLoopback, printer };
  const app = createApp({ ...deps, exportsDir, clientSecret });
  const server = createServer(getRequestListener(app.fetch, { errorHandler: refuseUnreadable }));
  try {
    await listen(server, host, port);
  } catch (error) {
    await closeStores();
    throw error;
  }
  const uploading = uploads && uploadWork({ control, clock, log, serverId, jobs: uploads });
  const recorded = { ...deps, warehouse: recordingWarehouse(warehouse) };
  const exports = exportWork({ ...deps, warehouse: warehouseWithGroups(recorded), exportsDir });
  among.begin(async () => {
    await uploading?.takeUp();
    await exports.takeUp();
  });
  const endSweep = exports.sweep();
  askingAhead({ warehouse, log, ending: ending.signal });
  const close = closing(server, ending, async () => {
    endSweep();
    await closeStores();
  });
  // What still runs now is for nobody; a large answer would otherwise be put together to its end.
  const stop = () => void close().finally(() => process.exit());
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
  return { url: urlOf(server, host), close };
}

function printerOf({ chromium, environment = {} }: Place): Printer | undefined {
  if (!chromium) return undefined;
  if (existsSync(chromium)) return openPrinter({ chromium, environment });
  throw new Error(
    `There is no Chromium at ${chromium}: set ROLLBOOK_CHROMIUM to the path of one, or unset it.`,
  );
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : "";
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Error(sentence(error, host, port))));
    server.listen(port, host, resolve);
  });
}

function sentence(error: NodeJS.ErrnoException, host: string, port: number): string {
  const where = `${host}:${port}`;
  if (error.code === "EADDRINUSE") {
    return `Port ${port} on ${host} is in use by another program: stop it, or start Rollbook with --port and another number.`;
  }
  if (error.code === "EACCES")
    return `This user may not listen on ${where}: choose a port above 1023 with --port.`;
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return `${host} is not an address of this machine: give one that is with --host, e.g. 127.0.0.1.`;
  }
  return `Rollbook cannot listen on ${where} (${error.message}): choose another with --host and --port.`;
}

/**
 * Ends a server so that nobody who was heard goes without an answer. First it listens on and sends away who waits or comes,
 * until nobody new is at the door: Node takes in one connection a turn, so many may stand there. Then it listens no more,
 * gives who is connected one last answer, and ends what is idle.
 */
function closing(
  server: Server,
  ending: AbortController,
  closeStores: () => Promise<void>,
): () => Promise<void> {
  const heard = { connections: 0, requests: 0 };
  const open = new Set<ServerResponse>();
  server.on("connection", () => heard.connections++);
  server.prependListener("request", (_, response) => {
    heard.requests++;
    open.add(response);
    response.once("close", () => open.delete(response));
    if (!server.listening) response.shouldKeepAlive = false;
  });
  let ended: Promise<void> | undefined;
  const end = async () => {
    ending.abort();
    const hurry = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    await untilSame(() => heard.connections);
    // Not its own close: that ends connections whose request has arrived and was not read yet.
    const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
    for (const response of open) response.shouldKeepAlive = false;
    await untilSame(() => heard.requests);
    // After what has arrived was read: a timer comes before that.
    const sweep = setInterval(() => setImmediate(() => server.closeIdleConnections()), QUIET_MS);
    await closed;
    clearInterval(sweep);
    clearTimeout(hurry);
    await closeStores();
  };
  return () => {
    ended ??= end();
    return ended;
  };
}

async function untilSame(count: () => number): Promise<void> {
  const until = performance.now() + HEARD_OUT_MS;
  let before = -1;
  while (count() !== before && performance.now() < until) {
    before = count();
    await sleep(QUIET_MS);
  }
}
