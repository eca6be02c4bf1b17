import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";

/**
 * Whether a cluster answers as DuckDB does: on servers of its own with their faults, or with `--url` on an operator's
 * cluster, where nothing is killed. It publishes a made-up district there, under a name of its own.
 */
const { values } = parseArgs({
  options: {
    url: { type: "string" },
    shards: { type: "string", default: "2" },
    slices: { type: "string" },
    seed: { type: "string", default: "7" },
  },
});

const root = join(import.meta.dirname, "..", "..");
const files = values.url === undefined ? [] : ["tests/cluster/same-answers.cluster.test.ts"];
const child = spawn(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", "vitest.cluster.config.ts", ...files],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      ...(values.url === undefined ? {} : { ROLLBOOK_CLUSTER_URL: values.url }),
      ...(values.slices === undefined ? {} : { ROLLBOOK_CLUSTER_SLICES: values.slices }),
      ROLLBOOK_CLUSTER_SHARDS: values.shards,
      ROLLBOOK_CLUSTER_SEED: values.seed,
    },
  },
);
const [code] = await once(child, "exit");
process.exitCode = typeof code === "number" ? code : 1;
