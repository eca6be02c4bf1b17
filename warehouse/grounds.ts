import type { DuckDBConnection } from "@duckdb/node-api";
import type { District } from "./district.ts";
import type { Manifest } from "./generations/manifest.ts";
import { listGenerations, readGeneration } from "./generations/store.ts";
import type { Ground } from "./semantic/answer.ts";
import { didYouMean, nearest, WarehouseError } from "./semantic/errors.ts";
import { allFacts, type FactKey, factOf } from "./semantic/model/facts.ts";
import type { Known } from "./semantic/plan.ts";

type Grounds = {
  /** Throws `not_ready`, `unknown_generation`. */
  manifest(generation?: string): Manifest;
  manifests(): Manifest[];
  groundOf(manifest: Manifest, connection: DuckDBConnection): Promise<Ground>;
};

/** What a generation is asked once, since it cannot change: its manifest, and what is known of its facts and schools. */
export function grounds({ dataDir, district }: { dataDir: string; district: District }): Grounds {
  const kept = new Map<string, Manifest>();
  const learnt = new Map<string, Promise<Learnt>>();
  const manifest = (generation?: string) => {
    const id = publishedId(dataDir, generation);
    const found = kept.get(id) ?? readGeneration(dataDir, id);
    kept.set(id, found);
    return found;
  };
  return {
    manifest,
    manifests: () => listGenerations(dataDir).map((generation) => manifest(generation)),
    groundOf: async (asked, connection) => {
      const learning = learnt.get(asked.generation) ?? learn(asked, connection);
      learnt.set(asked.generation, learning);
      learning.catch(() => learnt.delete(asked.generation));
      return { connection, manifest: asked, district, ...(await learning) };
    },
  };
}

type Learnt = Pick<Ground, "known" | "kindOfSchool" | "coverage">;

/** The id of the current generation, or of the one that is named. */
function publishedId(dataDir: string, generation = "current"): string {
  const generations = listGenerations(dataDir);
  const current = generations.at(-1);
  if (!current)
    throw new WarehouseError(
      "not_ready",
      `Nothing has been published in ${dataDir} yet: run "npx rollbook load" first.`,
    );
  if (generation === "current") return current;
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
    if (part !== "core" && rows > 0) years.set(table, [...(years.get(table) ?? []), part].sort());
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
    coverage: new Map(),
    kindOfSchool: new Map(kinds.getRowsJson().map(([id, kind]) => [String(id), String(kind)])),
  };
}
