import { needed, wholeNumber } from "./given.ts";
import type { Values } from "./options.ts";
import { print } from "./tell.ts";

/** Copies a generation to the cluster at `--to`: the current one where none is named. */
export async function publishTo(generation: string | undefined, values: Values): Promise<void> {
  const { progressOn } = await import("#pipelines");
  const { publishToCluster, readCurrentGeneration, readGeneration } = await import("#warehouse");
  const to = needed(
    values.to ?? process.env.ROLLBOOK_ENGINE,
    "Say which cluster: rollbook publish --to clickhouse://USER:PASSWORD@HOST:8123/rollbook?shards=HOST:8123,HOST:8123",
  );
  const { data: dataDir } = values;
  const manifest = generation ? readGeneration(dataDir, generation) : readCurrentGeneration(dataDir);
  if (!manifest) throw new Error(`Nothing has been published in ${dataDir} yet: run "rollbook load" first.`);
  const { show, end } = progressOn(process.stderr, `publish ${manifest.generation}`);
  const keep = wholeNumber("keep", values.keep, 1000);
  try {
    const found = await publishToCluster({ dataDir, manifest, to, keep, onProgress: show });
    end();
    const { sent, taken, found: stored, rows, database, dropped } = found;
    const ways = `${sent} portions with ${rows} rows were sent, ${taken} taken over from the publish before, ${stored} were there`;
    const gone = dropped.length > 0 ? ` Dropped: ${dropped.join(", ")}.` : "";
    print(values, found, `${manifest.generation} is on the cluster as ${database}: ${ways}.${gone}`);
  } finally {
    end();
  }
}
