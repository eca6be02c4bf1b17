import { type DuckDBConnection, listValue } from "@duckdb/node-api";
import type { Plan } from "../plan.ts";
import type { Scope } from "../scope.ts";
import type { Answer, SchoolRef } from "../slice.ts";

export type Coverage = Pick<Answer, "coverage" | "missing" | "fresh_through">;

/** A school is missing when it sent nothing on any of its last five school days: a whole week. */
const schoolDaysOfSilence = 5;

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
  const mine = scope.kind === "schools" ? scope.ids : [];
  const result = await connection.runAndReadAll(
    `with latest_year as (
       select max(school_year) as school_year from fct_feed_submission
       where school_year in (select unnest($years::varchar[])) or len($years::varchar[]) = 0
     ),
     submission as (
       select organization_id, school_day_on, is_reported,
         dense_rank() over (partition by organization_id order by school_day_on desc) as days_ago
       from fct_feed_submission join dim_organization using (organization_key)
       where feed = $feed and school_year = (select school_year from latest_year)
         and ($everything = 'true' or organization_id in (select unnest($mine::varchar[])))
     ),
     school as (
       select organization_id, max(school_day_on) filter (where is_reported) as last_reported_on,
         bool_or(is_reported and days_ago <= ${schoolDaysOfSilence}) as has_reported
       from submission group by all
     )
     select organization_id, min(name) as name, last_reported_on::varchar as last_reported_on, has_reported
     from school join dim_organization using (organization_id)
     where is_current group by all order by name`,
    {
      feed,
      years: listValue(years),
      mine: listValue(mine),
      everything: String(scope.kind === "everything"),
    },
  );
  const schools = result.getRowObjectsJson();
  const missing = schools.filter((school) => school.has_reported !== true).map(refOf);
  const reportedOn = schools.map((school) => String(school.last_reported_on ?? "")).sort();
  return {
    coverage: { reported: schools.length - missing.length, expected: schools.length },
    missing,
    fresh_through: reportedOn.at(-1) || null,
  };
}

function refOf(row: Record<string, unknown>): SchoolRef {
  return {
    key: String(row.organization_id),
    label: String(row.name),
    last_reported_on: row.last_reported_on === null ? null : String(row.last_reported_on),
  };
}
