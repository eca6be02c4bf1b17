import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Plan } from "../plan.ts";
import type { Scope } from "../scope.ts";
import type { Answer, SchoolRef } from "../slice.ts";
import { run } from "../sql/run.ts";

export type Coverage = Pick<Answer, "coverage" | "missing" | "fresh_through">;

/**
 * How complete the figures of a plan are: of the schools that must report and that the reader may see, how many have,
 * which have not, and through which day.
 */
export async function coverageOf(plan: Plan, connection: DuckDBConnection): Promise<Coverage> {
  const block = plan.blocks.find(({ fact, period }) => fact.feed && period === "current");
  if (!block?.fact.feed) return { coverage: { reported: 0, expected: 0 }, missing: [], fresh_through: null };
  const years =
    block.filters.find(({ dimension, op }) => dimension === "school_year" && op === "in")?.values ?? [];
  return feedCoverage(connection, { feed: block.fact.feed, years: years.map(String), scope: block.scope });
}

type Asked = { feed: string; years: string[]; scope: Scope };

async function feedCoverage(connection: DuckDBConnection, { feed, years, scope }: Asked): Promise<Coverage> {
  const parameters = {
    feed,
    years,
    mine: scope.kind === "schools" ? scope.ids : [],
    everything: String(scope.kind === "everything"),
  };
  const schools = await run({ sql, parameters }, connection);
  const missing = schools.filter((school) => school.has_reported !== true).map(refOf);
  const reportedOn = schools.map((school) => String(school.last_reported_on ?? "")).sort();
  return {
    coverage: { reported: schools.length - missing.length, expected: schools.length },
    missing,
    fresh_through: reportedOn.at(-1) || null,
  };
}

const sql = readFileSync(new URL("coverage.sql", import.meta.url), "utf8");

function refOf(row: Record<string, unknown>): SchoolRef {
  return {
    key: String(row.organization_id),
    label: String(row.name),
    last_reported_on: row.last_reported_on === null ? null : String(row.last_reported_on),
  };
}
