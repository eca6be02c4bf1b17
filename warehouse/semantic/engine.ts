import type { DuckDBConnection } from "@duckdb/node-api";
import type { Dialect } from "./dialects/dialect.ts";
import { duckdb } from "./dialects/duckdb.ts";
import type { Fact } from "./model/facts.ts";
import type { Plan } from "./plan.ts";
import { refuseOtherDays } from "./refusals.ts";
import type { RawRow } from "./rows/finish.ts";
import type { Statement } from "./sql/compile.ts";
import { run } from "./sql/run.ts";

/** What computes the rows of a plan in one generation. */
export type Engine = { dialect: Dialect; run(statement: Statement, gone?: AbortSignal): Promise<RawRow[]> };

/** An engine that holds some facts of a generation beside the builder, which holds all. */
export type ServingEngine = Engine & { holds(fact: Fact): boolean };

/** DuckDB over the parts of a generation. */
const engineOver = (connection: DuckDBConnection): Engine => ({
  dialect: duckdb,
  run: (statement, gone) => run(statement, connection, gone),
});

/**
 * The engine that answers a plan: the serving one where it holds every fact of the plan, else the builder's own. Throws
 * `incompatible` where that engine could not answer rightly.
 */
export function engineFor(
  { blocks }: Plan,
  { connection, serving }: { connection: DuckDBConnection; serving: ServingEngine | null },
): Engine {
  const isHeld = serving !== null && blocks.every(({ fact }) => serving.holds(fact));
  const engine = isHeld ? serving : engineOver(connection);
  for (const { filters } of blocks) refuseOtherDays(filters, engine.dialect);
  return engine;
}
