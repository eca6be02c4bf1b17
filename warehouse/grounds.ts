import type { DuckDBConnection } from "@duckdb/node-api";
import type { Cluster } from "./cluster/open-cluster.ts";
import type { District } from "./district.ts";
import type { Manifest } from "./generations/manifest.ts";
import { memory } from "./generations/memory.ts";
import { listGenerations, readGeneration } from "./generations/store.ts";
import type { Ground } from "./semantic/answer.ts";
import { didYouMean, nearest, WarehouseError } from "./semantic/errors.ts";
import { allFacts, type FactKey, factOf } from "./semantic/model/facts.ts";
import type { Known } from "./semantic/plan.ts";

type Grounds = {
  /** Throws `not_ready`, `unknown_generation`. */
  manifest(generation?: string): Manifest;
  manifests(): Manifest[];
  /** Those that can be the current one: with a cluster, that it holds. */
  readable(): Manifest[];
  groundOf(manifest: Manifest, connection: DuckDBConnection): Promise<Ground>;
};

/** Where generations are: with a cluster, the current one is the latest of those that are published there. */
type Place = { dataDir: string; district: District; cluster: Cluster | null };

/** What a generation is asked once, since it cannot change: its manifest, and what is known of its facts and schools. */
export function grounds({ dataDir, district, cluster }: Place): Grounds {
  const kept = new Map<string, Manifest>();
  const learnt = new Map<string, Promise<Learnt>>();
  const read = (id: string) => {
    const found = kept.get(id) ?? readGeneration(dataDir, id);
    kept.set(id, found);
    return found;
  };
  const isServed = (id: string) => cluster?.holds(read(id)) ?? true;
  const manifest = (generation?: string) =>
    read(publishedId(listGenerations(dataDir), { generation, dataDir, isServed }));
  return {
    manifest,
    manifests: () => listGenerations(dataDir).map(read),
    readable: () => listGenerations(dataDir).filter(isServed).map(read),
    groundOf: async (asked, connection) => {
      const learning = learnt.get(asked.generation) ?? learn(asked, connection);
      learnt.set(asked.generation, learning);
      learning.catch(() => learnt.delete(asked.generation));
      return {
        connection,
        manifest: asked,
        district,
        serving: cluster?.servingOf(asked) ?? null,
        ...(await learning),
      };
    },
  };
}

type Learnt = Pick<Ground, "known" | "kindOfSchool" | "memory">;

type Asked = { generation: string | undefined; dataDir: string; isServed: (generation: string) => boolean };

/** The id of the current generation, or of the one that is named. */
function publishedId(generations: string[], { generation = "current", dataDir, isServed }: Asked): string {
  if (generations.length === 0)
    throw new WarehouseError(
      "not_ready",
      `Nothing has been published in ${dataDir} yet: run "npx rollbook load" first.`,
    );
  if (generation === "current") {
    const current = generations.findLast(isServed);
    if (current !== undefined) return current;
    throw new WarehouseError(
      "not_ready",
      `No generation of ${dataDir} is on the cluster yet: run "npx rollbook publish --to" with its address first.`,
    );
  }
  if (generations.includes(generation)) return generation;
  const names = nearest(generation, generations);
  throw new WarehouseError(
    "unknown_generation",
    `There is no generation "${generation}".${didYouMean(names)}`,
    { didYouMean: names },
  );
}

async function learn(manifest: Manifest, connection: DuckDBConnection): Promise<Learnt> {
  const years = new Map<string, string[]>();
  for (const { table, part, rows } of manifest.parts)
    if (part !== "core" && rows > 0)
      years.set(table, [...new Set([...(years.get(table) ?? []), part])].sort());
  const inCore = new Set(manifest.parts.filter(({ part }) => part === "core").map(({ table }) => table));
  for (const { table } of allFacts().filter((fact) => fact.hasSchoolYear && inCore.has(fact.table))) {
    const found = await connection.runAndReadAll(
      `select distinct school_year from ${table} where school_year is not null order by school_year`,
    );
    years.set(
      table,
      found.getRowsJson().map(([year]) => String(year)),
    );
  }
  const kinds = await connection.runAndReadAll(
    "select organization_id, kind from dim_organization where is_current",
  );
  const known: Known = { schoolYears: (fact: FactKey) => years.get(factOf(fact).table) ?? [] };
  return {
    known,
    memory: memory(),
    kindOfSchool: new Map(kinds.getRowsJson().map(([id, kind]) => [String(id), String(kind)])),
  };
}
