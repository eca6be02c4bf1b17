import { createHash } from "node:crypto";
import { type DuckDBConnection, DuckDBDateValue } from "@duckdb/node-api";
import type { Made } from "../../build/made-from.ts";
import type { District } from "../../district.ts";
import { duckdb } from "../dialects/duckdb.ts";
import { allFacts, type FactKey, factOf } from "../model/facts.ts";
import { settingOn } from "../sql/setting.ts";
import { type Count, countId, countsBefore, countsNow } from "./count.ts";
import { type CountedCell, type CountedNumber, countCells } from "./count-cells.ts";
import { type Counted, countOnce, nothingCounted, spansOf } from "./counted.ts";
import { hiddenCounts } from "./hidden-counts.ts";
import { inTurns } from "./in-turns.ts";
import type { Places } from "./places.ts";
import { noRelease, type PreviousRelease } from "./previous-release.ts";
import { nameOf, publishedTables } from "./published-tables.ts";

export type ReleaseOptions = {
  district: District;
  /** The day that counts as today, ISO date. */
  asOf: string;
  /** What the generation before released, read on the same connection. */
  before?: PreviousRelease;
  /** What was built, and what the release before has counted: what would count the same is not counted again. */
  counting?: { made: ReadonlyMap<string, Made>; counted: Counted };
};

/** All cells of a release as they were counted, before anything is hidden. */
export type CountedRelease = Pick<ReleaseOptions, "district" | "asOf"> & {
  cells: CountedCell[];
  before: PreviousRelease;
  /** Whether what is released monthly stands as the release before has it. */
  isStanding: boolean;
};

/**
 * Fills the published tables of a build: every cell that readers without students' rows may ask, with what must be
 * hidden left out. Protected together with the release before, whose monthly tables stand until their month is over.
 */
export async function releaseTables(connection: DuckDBConnection, options: ReleaseOptions): Promise<void> {
  await writeRelease(connection, await countRelease(connection, options));
}

/** Counts every cell of the published tables: the engine's work. */
export async function countRelease(
  connection: DuckDBConnection,
  { district, asOf, before = noRelease, counting }: ReleaseOptions,
): Promise<CountedRelease> {
  const setting = { ...settingOn(district, asOf, duckdb), areDaysAddedUp: true };
  const schoolYears = await yearsOf(connection);
  const { made, counted } = counting ?? { made: new Map(), counted: nothingCounted() };
  const count = countOnce(connection, counted, made);
  // The connection may be another one than that which built.
  await connection.run("set variable as_of = (select $1::date)", [asOf]);
  const spans = await spansOf(connection);
  const isStanding = before.monthlyOn?.slice(0, 7) === asOf.slice(0, 7);
  const standing = isStanding ? await standingMeasures(connection) : new Set<string>();
  const asked = { setting, count, spans, standing, schoolYears: schoolYears.all, known: schoolYears };
  const cells: CountedCell[] = [];
  for (const table of publishedTables()) for (const cell of await countCells(table, asked)) cells.push(cell);
  return { district, asOf, cells, before, isStanding };
}

/** Hides what must be hidden of a counted release, which the engine has no part in, and fills the published tables. */
export async function writeRelease(
  connection: DuckDBConnection,
  { district, asOf, cells, before, isStanding }: CountedRelease,
): Promise<void> {
  const rule = district.suppression;
  const named = { currentYear: settingOn(district, asOf, duckdb).currentYear, threshold: rule.threshold };
  const counts = new Map<string, Count>();
  const idsOf = (shown: Count[]) =>
    shown.map((count) => {
      const id = countId(count);
      if (count.persons > 0) counts.set(id, count);
      return id;
    });
  const shown: Shown[] = [];
  for await (const some of inTurns(cells))
    for (const cell of some)
      shown.push({
        cell,
        now: idsOf(countsNow(cell, rule.threshold)),
        before: idsOf(countsBefore(cell, named)),
      });
  const kept = new Set<string>();
  for (const [id, count] of before.counts)
    if (isStanding && isOfMonthly(count) && !counts.has(id)) {
      counts.set(id, count);
      kept.add(id);
    }
  const places = await placesOf(connection);
  const terms = termsOf(district, places);
  const isOnSameTerms = terms === before.terms;
  const release = { counts, before: before.counts, kept, isOnSameTerms, places, rule };
  if (isStanding) await keepStanding(connection);
  const hidden = await hiddenCounts(release);
  await writeCells(connection, shown, { hidden, asOf });
  await writeCounts(connection, counts, { hidden, terms });
}

const isOfMonthly = ({ place, of }: Count) => place.startsWith("school=") && of.includes("student_group=");

/** The measures whose cells of student groups within schools stand as they were released this month. */
async function standingMeasures(connection: DuckDBConnection): Promise<Set<string>> {
  const rows = await connection.runAndReadAll(
    "select distinct dimensions || ' ' || measure from previous_cell where dimensions = 'school student_group'",
  );
  return new Set(rows.getRowsJson().map(([name]) => String(name)));
}

async function keepStanding(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    "insert into agg_published_cell by name from previous_cell where dimensions = 'school student_group' and key_2 <> 'ALL'",
  );
}

/** A cell with the ids of the counts that it shows. */
type Shown = { cell: CountedCell; now: string[]; before: string[] };

async function writeCells(
  connection: DuckDBConnection,
  shown: readonly Shown[],
  { hidden, asOf }: { hidden: ReadonlySet<string>; asOf: string },
): Promise<void> {
  const appender = await connection.createAppender("agg_published_cell");
  const releasedOn = dayOf(asOf);
  const text = (value: string | undefined) =>
    value === undefined ? appender.appendNull() : appender.appendVarchar(value);
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? appender.appendNull() : appender.appendDouble(value);
  const numbers = (counted: CountedNumber[], isHidden: boolean) => {
    for (const part of [0, 1]) number(isHidden ? null : counted[part]?.value);
  };
  const append = ({ cell, ...ids }: Shown) => {
    const { schoolYear, dimensions, keys, labels, measure, now, before } = cell;
    const isHidden = ids.now.some((id) => hidden.has(id));
    const wasHidden = ids.before.some((id) => hidden.has(id));
    text(schoolYear);
    text(nameOf(dimensions));
    for (const at of [0, 1, 2]) text(keys[at]);
    for (const at of [0, 1, 2]) text(labels[at]);
    text(measure);
    numbers(now, isHidden);
    appender.appendBoolean(isHidden);
    numbers(before, wasHidden);
    appender.appendBoolean(wasHidden);
    appender.appendDate(releasedOn);
    appender.endRow();
  };
  for await (const some of inTurns(shown)) some.forEach(append);
  appender.closeSync();
}

async function writeCounts(
  connection: DuckDBConnection,
  counts: ReadonlyMap<string, Count>,
  { hidden, terms }: { hidden: ReadonlySet<string>; terms: string },
): Promise<void> {
  const appender = await connection.createAppender("agg_protected_count");
  const append = ([id, { schoolYear, aggregate, place, of, persons }]: [string, Count]) => {
    for (const value of [schoolYear, aggregate, place, of]) appender.appendVarchar(value);
    appender.appendDouble(persons);
    appender.appendBoolean(hidden.has(id));
    appender.appendVarchar(terms);
    appender.endRow();
  };
  for await (const some of inTurns(counts)) some.forEach(append);
  appender.closeSync();
}

/** The rule and the schools, in short: what was protected under the same ones need not be protected again. */
const termsOf = ({ suppression }: District, places: Places): string =>
  createHash("sha256")
    .update(JSON.stringify([suppression, ...places]))
    .digest("hex")
    .slice(0, 16);

const dayOf = (iso: string) => {
  const [year = 1970, month = 1, day = 1] = iso.split("-").map(Number);
  return DuckDBDateValue.fromParts({ year, month, day });
};

/** The school years that each fact has rows for, and all of them. */
async function yearsOf(connection: DuckDBConnection) {
  const years = new Map<string, string[]>();
  for (const { table, withoutStudents } of allFacts().filter(
    (fact) => fact.hasSchoolYear && fact.hasStudent,
  )) {
    const found = await connection.runAndReadAll(
      `select distinct school_year from ${withoutStudents?.table ?? table} where school_year is not null order by school_year`,
    );
    years.set(
      table,
      found.getRowsJson().map(([year]) => String(year)),
    );
  }
  const all = [...new Set([...years.values()].flat())].sort();
  return { all, schoolYears: (fact: FactKey) => years.get(factOf(fact).table) ?? [] };
}

async function placesOf(connection: DuckDBConnection): Promise<Places> {
  const rows = await connection.runAndReadAll(
    "select organization_id, level, charter_funding, operator_id from dim_organization where is_current and organization_id is not null order by organization_id",
  );
  return new Map(
    rows.getRowsJson().map(([id, level, charter_funding, operator]) => [
      String(id),
      {
        level: String(level),
        charter_funding: String(charter_funding),
        operator: operator === null ? null : String(operator),
      },
    ]),
  );
}
