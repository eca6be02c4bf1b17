import type { DuckDBConnection } from "@duckdb/node-api";
import { cutName, cutsOf, schoolDaysByWeek } from "../../build/cuts.ts";
import { builderVersion, digest, type Made } from "../../build/made-from.ts";
import { tableFiles, tableNamesIn } from "../../build/table-list.ts";
import { run } from "../sql/run.ts";
import { addUpDays, daysAddedUp } from "./add-up-days.ts";
import type { Count, Span } from "./count-cells.ts";

type Rows = Record<string, unknown>[];

/**
 * What statements of a release have counted, by what they are and what they read. Small numbers stand here as they are: it
 * stays with the staged rows.
 */
export type Counted = { before: ReadonlyMap<string, Rows>; now: Map<string, Rows> };

export const nothingCounted = (): Counted => ({ before: new Map(), now: new Map() });

/** Counts a statement where what it reads is not what the release before has counted it of. `made` are the contents of all tables. */
export function countOnce(
  connection: DuckDBConnection,
  { before, now }: Counted,
  made: ReadonlyMap<string, Made>,
): Count {
  const isCutByWeek = new Set(
    tableFiles().flatMap(({ name, cutBy }) =>
      cutBy?.finest === "week" && cutBy.daysOf === null ? [name] : [],
    ),
  );
  const version = builderVersion();
  let areDaysAddedUp = false;
  return async (statement, cuts) => {
    const addedUp = [...daysAddedUp].filter(([name]) => statement.sql.includes(`from ${name} `));
    const tables = [...tableNamesIn(statement.sql), ...addedUp.map(([, { of }]) => of)];
    const contents = tables.flatMap((table) => {
      const names = cuts && isCutByWeek.has(table) ? cuts.map((cut) => `${table} ${cut}`) : [table];
      return names.map((name) => [name, made.get(name)?.content]);
    });
    const key = digest(version, statement.sql, statement.parameters, contents, addedUp);
    const known = before.get(key);
    if (!known && addedUp.length > 0 && !areDaysAddedUp) {
      await addUpDays(connection);
      areDaysAddedUp = true;
    }
    const rows = known ?? (await run(statement, connection));
    now.set(key, rows);
    return rows;
  };
}

/** Whole weeks: those that begin in a month or week of the running school year, and those of each other year. */
export async function spansOf(connection: DuckDBConnection): Promise<Span[]> {
  const cuts = (await cutsOf(connection, schoolDaysByWeek)).filter(({ firstOn }) => firstOn !== null);
  const days = cuts.map(
    (cut) =>
      `(${["name", "firstOn", "lastOn"].map((key) => text({ ...cut, name: cutName("", cut).trim() }, key)).join(", ")})`,
  );
  if (days.length === 0) return [];
  const reader = await connection.runAndReadAll(`
    with cut (name, first_on, last_on) as (values ${days.join(", ")}),
    -- A week is counted where it begins; its last days may be the next cut's.
    week as (
      select
        name, first_on, last_on,
        date_trunc('week', first_on::date)::date as begins,
        date_trunc('week', last_on::date)::date as last_begins,
        lag(date_trunc('week', last_on::date)::date) over (order by first_on) as before_begins
      from cut
    ),
    span as (
      select
        name,
        if(before_begins is not distinct from begins, begins + 7, begins)::date as from_on,
        (last_begins + 6)::date as to_on
      from week
    )
    select
      span.from_on::varchar as from_on, span.to_on::varchar as to_on,
      list(cut.name order by cut.first_on) as cuts
    from span join cut on cut.first_on::date <= span.to_on and cut.last_on::date >= span.from_on
    where span.from_on <= span.to_on
    group by all order by all`);
  return reader.getRowObjectsJson().map(({ from_on, to_on, cuts: names }) => ({
    from: String(from_on),
    to: String(to_on),
    cuts: (names as unknown[]).map(String),
  }));
}

const text = (cut: Record<string, unknown>, key: string) => `'${String(cut[key])}'`;
