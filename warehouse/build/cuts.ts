import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * A school year, or a month of the running one, of a table that is built and kept in cuts. `firstOn` and `lastOn` (ISO dates)
 * are its days up to as_of; null where there are none yet.
 */
export type Cut = { schoolYear: string; month: string | null; firstOn: string | null; lastOn: string | null };

/** The name of a table's cut, which no table can have. */
export const cutName = (table: string, { schoolYear, month }: Pick<Cut, "schoolYear" | "month">): string =>
  [table, schoolYear, ...(month === null ? [] : [month])].join(" ");

/**
 * Every configured or known school year, oldest first. The one that as_of is in is cut by month, since a day's changes are
 * most often of these weeks; of earlier ones whole years are asked, and schools lie together.
 */
export async function cutsOf(connection: DuckDBConnection): Promise<Cut[]> {
  const reader = await connection.runAndReadAll(`
    with running as (select school_year from dim_date where date_on = getvariable('as_of')),
    day as (
      select
        school_year, calendar_on,
        if(school_year in (select school_year from running), strftime(calendar_on, '%Y-%m'), null) as month
      from dim_school_calendar_day
      where calendar_on <= getvariable('as_of')
    ),
    cut as (
      select school_year, month, min(calendar_on) as first_on, max(calendar_on) as last_on from day group by all
    )
    select
      school_year, month,
      if(month is null, first_on, date_trunc('month', first_on))::date::varchar as first_on,
      if(month is null, last_on, least(last_day(last_on), getvariable('as_of')))::date::varchar as last_on
    from cut
    union all
    select school_year, null, null, null
    from (select school_year from cfg_school_year union select school_year from dim_school_calendar_day)
    where school_year not in (select school_year from cut)
    order by school_year, month`);
  return reader.getRowObjectsJson().map(({ school_year, month, first_on, last_on }) => ({
    schoolYear: String(school_year),
    month: textOrNull(month),
    firstOn: textOrNull(first_on),
    lastOn: textOrNull(last_on),
  }));
}

/** A day on which rows of a table with `through_on` stand, and the days since the one before. */
export type Step = { throughOn: string; firstOn: string; lastOn: string };

/** Each month of a cut; the one of the same day last year is in two, so that there are rows of that day. */
export async function stepsOf(connection: DuckDBConnection, { firstOn, lastOn }: Cut): Promise<Step[]> {
  if (firstOn === null || lastOn === null) return [];
  const reader = await connection.runAndReadAll(
    `with day as (
      select cast(day as date) as day_on from range($first_on::timestamp, $last_on::timestamp + interval 1 day, interval 1 day) as days(day)
    ),
    dated as (
      select
        day_on,
        if(
          day_on <= getvariable('same_day_on') and last_day(day_on) = last_day(getvariable('same_day_on')),
          getvariable('same_day_on'),
          last_day(day_on)
        ) as through_on
      from day
    )
    select through_on::varchar, min(day_on)::varchar, max(day_on)::varchar from dated group by through_on
    union
    select last_day(through_on)::varchar, (max(day_on) + 1)::varchar, max(day_on)::varchar from dated
    where last_day(through_on) not in (select through_on from dated)
    group by last_day(through_on)
    order by all`,
    { first_on: firstOn, last_on: lastOn },
  );
  return reader.getRowsJson().map(([throughOn, first, last]) => ({
    throughOn: String(throughOn),
    firstOn: String(first),
    lastOn: String(last),
  }));
}

const textOrNull = (value: unknown) => (value === null || value === undefined ? null : String(value));
