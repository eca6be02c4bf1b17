import type { DuckDBConnection } from "@duckdb/node-api";

/** How finely a table's days of the running school year are cut. */
type Finest = "month" | "week";

/** What is cut: the school days, or the days in a column of a staged table, which need not be any. */
export type Cutting = { finest: Finest; daysOf: { table: string; column: string } | null };

export const schoolDaysByWeek: Cutting = { finest: "week", daysOf: null };

/**
 * A school year of a table that is built and kept in cuts, or some days of the running one: `days` names a month (2026-11), or
 * the first day of what a week has in a month (2026-11-16). `firstOn` and `lastOn` (ISO dates) are its days up to as_of; null
 * where there are none yet.
 */
export type Cut = { schoolYear: string; days: string | null; firstOn: string | null; lastOn: string | null };

/** The name of a table's cut, which no table can have. */
export const cutName = (table: string, { schoolYear, days }: Pick<Cut, "schoolYear" | "days">): string =>
  [table, schoolYear, ...(days === null ? [] : [days])].join(" ");

/** Whether the days of a cut are all in a cut of a table that is cut less finely. */
export function isWithin(cut: Cut, whole: Cut): boolean {
  if (cut.schoolYear !== whole.schoolYear) return false;
  return whole.days === null ? cut.days === null : cut.days?.startsWith(whole.days) === true;
}

/**
 * Every configured or known school year, oldest first, and every other one that has any of the days. The one that as_of is in
 * is cut by month, or by week where the table is and the month is as_of's or the one before, since a day's changes are most
 * often of these weeks; of earlier years whole ones are asked, and schools lie together.
 */
export async function cutsOf(connection: DuckDBConnection, { finest, daysOf }: Cutting): Promise<Cut[]> {
  const days =
    daysOf === null
      ? "select school_year, calendar_on from dim_school_calendar_day"
      : `select school_year, date_on as calendar_on from dim_date
         where date_on in (select ${daysOf.column} from ${daysOf.table})`;
  const reader = await connection.runAndReadAll(
    `
    with running as (select school_year from dim_date where date_on = getvariable('as_of')),
    day as (
      select
        school_year, calendar_on, date_trunc('month', calendar_on)::date as month_on,
        school_year in (select school_year from running) as is_running,
        $finest = 'week' and calendar_on >= date_trunc('month', getvariable('as_of')) - interval 1 month as is_by_week
      from (${days})
      where calendar_on <= getvariable('as_of')
    ),
    cut as (
      select
        school_year,
        case
          when not is_running then null
          when is_by_week then strftime(greatest(date_trunc('week', calendar_on)::date, month_on), '%Y-%m-%d')
          else strftime(month_on, '%Y-%m')
        end as days,
        min(calendar_on) as first_on, max(calendar_on) as last_on
      from day group by all
    )
    select
      school_year, days,
      case length(days)
        when 10 then days::date
        when 7 then date_trunc('month', first_on)
        else first_on
      end::date::varchar as first_on,
      case length(days)
        when 7 then least(last_day(last_on), getvariable('as_of'))
        else last_on
      end::date::varchar as last_on
    from cut
    union all
    select school_year, null, null, null
    from (select school_year from cfg_school_year union select school_year from dim_school_calendar_day)
    where school_year not in (select school_year from cut)
    order by school_year, days`,
    { finest },
  );
  return reader.getRowObjectsJson().map(({ school_year, days, first_on, last_on }) => ({
    schoolYear: String(school_year),
    days: textOrNull(days),
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
