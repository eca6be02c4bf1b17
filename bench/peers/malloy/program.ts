import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Malloy as npm has it, in a folder of its own: 260 MB that no installation of Rollbook carries. */
const workspace = join(import.meta.dirname, "..", "workspace");

/** Installs Malloy where it is missing. */
export function installMalloy(): void {
  if (existsSync(join(workspace, "node_modules", ".package-lock.json"))) return;
  process.stderr.write("Installing Malloy for the bench (260 MB, once).\n");
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: workspace,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** What is used of Malloy: this tree type-checks without it. */
type Connection = {
  runSQL: (sql: string, options: { rowLimit: number }) => Promise<{ rows: Record<string, unknown>[] }>;
};
type Model = { loadQuery: (query: string) => { getSQL: () => Promise<string> } };
type Malloy = {
  SingleConnectionRuntime: new (options: {
    connection: Connection;
  }) => {
    loadModel: (model: string) => Model;
  };
};
type MalloyOnDuckDB = { DuckDBConnection: new (options: Record<string, unknown>) => Connection };

/** The two packages of Malloy, and their version. */
export function loadMalloy(): { malloy: Malloy; onDuckDB: MalloyOnDuckDB; version: string } {
  const require = createRequire(import.meta.url);
  const packageOf = (name: string) => require(join(workspace, "node_modules", "@malloydata", name));
  const { version }: { version: string } = packageOf("malloy/package.json");
  return { malloy: packageOf("malloy"), onDuckDB: packageOf("db-duckdb"), version };
}
