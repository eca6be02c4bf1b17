import { once } from "node:events";
import { parseArgs } from "node:util";
import { startCluster } from "./running-cluster.ts";

const { values } = parseArgs({ options: { shards: { type: "string", default: "2" } } });
const shards = Number(values.shards);
if (!Number.isInteger(shards) || shards < 1 || shards > 8)
  throw new Error(`--shards ${values.shards} is not a whole number from 1 to 8.`);

const ended = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
const cluster = await startCluster({ shards });
process.stdout.write(`${cluster.address}\n`);
process.stderr.write(
  `${shards} shards and a server that is asked. Publish with "npx rollbook publish --to ADDRESS", serve with ROLLBOOK_ENGINE=ADDRESS; Ctrl-C ends them and removes their rows.\n`,
);
await ended;
await cluster.stop();
