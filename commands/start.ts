import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { district } from "../district.config.ts";
import { placeOf, today, wholeNumber } from "./given.ts";
import { pagesDir, root, type Values } from "./options.ts";
import { print } from "./tell.ts";

export async function start(values: Values): Promise<void> {
  const port = wholeNumber("port", values.port, 65_535);
  const { ensurePublished, readSchedule, runInChild, startSchedule, uploadJobs } = await import("#pipelines");
  const command = (args: string[]) => runInChild(join(root, "rollbook.ts"), args);
  const demo = { dataDir: values.data, district, today: today(values), command };
  await Promise.all([ensurePublished(demo), buildPages()]);
  const { serve } = await import("#api");
  const { openControl } = await import("#warehouse");
  const place = placeOf(values);
  const control = await openControl(place);
  const { url } = await serve({
    dataDir: values.data,
    district,
    host: values.host,
    port,
    pagesDir,
    uploads: uploadJobs(join(root, "rollbook.ts"), values.data),
    schedule: () => readSchedule(control, values.data, { district, now: new Date() }),
    databaseUrl: process.env.DATABASE_URL,
    engine: process.env.ROLLBOOK_ENGINE,
    clientSecret: process.env[district.identityProvider?.clientSecretEnv ?? ""],
    chromium: process.env.ROLLBOOK_CHROMIUM,
    environment: process.env,
    logLevel: process.env.LOG_LEVEL ?? "warn",
  });
  startSchedule({ ...place, control, command });
  const accounts = district.identityProvider ? [] : district.accounts;
  const links = accounts.map(({ account, name }) => ({
    account,
    name,
    link: `${url}/sign-in?account=${account}`,
  }));
  const lines = links.map(({ account, name, link }) => `  ${account.padEnd(12)} ${link}  ${name}`);
  const ways = lines.length > 0 ? `\n\nSign in as\n${lines.join("\n")}` : "";
  print(values, { url, links }, `${district.name} is at ${url}${ways}`);
}

/** Builds the pages when they are missing or older than what they are made from. */
async function buildPages(): Promise<void> {
  const built = join(pagesDir, "index.html");
  const sources = [join(root, "dashboards"), join(root, "vite.config.ts")];
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources.map(newestIn))) return;
  const { build } = await import("vite");
  await build({
    configFile: join(root, "vite.config.ts"),
    root: join(root, "dashboards"),
    logLevel: "error",
  });
}

function newestIn(path: string): number {
  if (path === pagesDir) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
