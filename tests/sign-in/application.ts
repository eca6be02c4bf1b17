import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "#api";
import { type Control, type District, openControl, openWarehouse } from "#warehouse";
import { testDistrict } from "../../api/test-district.ts";
import { type RunningProvider, startProvider } from "./identity-provider.ts";
import { newVisitor, type Visitor } from "./visitor.ts";

export type Application = {
  address: string;
  provider: RunningProvider;
  control: Control;
  district: District;
  dataDir: string;
  /** Asks the app itself, without a connection. */
  request(path: string, init: RequestInit): Promise<Response>;
  /** What the server takes for now: real time and these milliseconds. */
  clock: { ahead: number };
  log: string[];
  close(): Promise<void>;
};

/** Who is known to the provider; "boss" and "teacher" are accounts of the district too. */
const people = {
  boss: { name: "Ana Boss", email: "boss@camino.example", groups: ["cabinet", "all staff"] },
  teacher: { name: "Ben Teacher", email: "ben@camino.example" },
  stranger: { name: "Cy Stranger", email: "boss@camino.example" },
};

/**
 * The app with a real provider beside it, both on loopback ports. Nothing is published in a data folder of its own, which
 * goes away with the app.
 */
export async function startApplication(
  changed: Partial<District> = {},
  dataDir = mkdtempSync(join(tmpdir(), "rollbook-sign-in-")),
  pagesDir = dataDir,
): Promise<Application> {
  if (pagesDir === dataDir)
    writeFileSync(join(dataDir, "index.html"), "<!doctype html><title>Rollbook</title>");
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const bound = server.address();
  const address = `http://127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}`;
  const provider = await startProvider(address, people);
  const district = linked({ ...testDistrict, identityProvider: provider.config, ...changed });
  const warehouse = await openWarehouse({ dataDir, district });
  const control = await openControl({ dataDir });
  const clock = { ahead: 0 };
  const log: string[] = [];
  const note = (fields: object, message: string) => void log.push(`${message} ${JSON.stringify(fields)}`);
  const app = createApp({
    ...{ warehouse, control, district, pagesDir, isLoopback: true, clientSecret: provider.secret },
    log: { info: note, error: note },
    schedule: async () => [],
    clock: () => new Date(Date.now() + clock.ahead),
  });
  server.on("request", getRequestListener(app.fetch));
  return {
    ...{ address, provider, control, district, dataDir, clock, log },
    request: async (path, init) => app.request(path, init),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await Promise.all([provider.close(), warehouse.close(), control.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Sends a visitor to the provider; gives the address that he is sent to. */
export async function begin(app: Application, visitor: Visitor, query = ""): Promise<string> {
  const response = await visitor.ask(`${app.address}/api/sign-in${query}`);
  return response.headers.get("location") ?? "";
}

/** A visitor who has signed in at the provider as this subject. */
export async function signedIn(app: Application, subject: string, visitor = newVisitor()): Promise<Visitor> {
  await visitor.ask(await visitor.logIn(await begin(app, visitor), subject));
  return visitor;
}

/** The configuration says which subject an account is for; "admin" is for nobody. */
function linked(district: District): District {
  const subjects: Record<string, string> = { board: "boss", parent: "teacher" };
  const accounts = district.accounts.map((one) => {
    const subject = subjects[one.account];
    return subject === undefined ? one : { ...one, subject };
  });
  return { ...district, accounts };
}
