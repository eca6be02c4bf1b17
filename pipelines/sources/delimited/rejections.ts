import type { DuckDBConnection } from "@duckdb/node-api";
import { type Feed, quoted, type RejectionCode } from "../../feeds/define-feed.ts";
import { breaksContract, type CellSql } from "./cell-sql.ts";
import type { MalformedRecord, RecordFault } from "./scan-records.ts";

/** Where rejected rows come from. */
export type Origin = { feed: Feed; source: string; file: string };

const head = ({ feed, source, file }: Origin) => `${quoted(source)}, ${quoted(feed.feed)}, ${quoted(file)}`;

/** The rows of this file in the feed's table, which is `t`. */
export const mine = ({ source, file }: Origin) => `t.source = ${quoted(source)} and t.file = ${quoted(file)}`;

/** The columns of a feed that say which school and which student a row is about; undefined where none does. */
function aboutOf({ columns, scratch = [] }: Feed): [string | undefined, string | undefined] {
  const first = (names: string[]) => names.find((name) => name in columns && !scratch.includes(name));
  return [first(["organization_id"]), first(["student_id", "sped_student_id", "state_student_id"])];
}

const short = (value: string) => `left(${value}::varchar, 200)`;

export async function rejectMalformed(
  connection: DuckDBConnection,
  origin: Origin,
  malformed: MalformedRecord[],
): Promise<void> {
  for (const { line, fault, cells } of malformed) {
    const { code, reason, mend } = faults[fault];
    await connection.run(
      `insert into stg_rejection values (${head(origin)}, ${line}, null, ${quoted(code)}, null, $1, $2, null, null)`,
      [reason.replace("{cells}", String(cells)), mend],
    );
  }
}

type Fault = { code: RejectionCode; reason: string; mend: string };

const faults: Record<RecordFault, Fault> = {
  width: {
    code: "row.width_mismatch",
    reason: "The row has {cells} cells, and the header has another number of them.",
    mend: "Write one cell for each column; put a cell with a comma in quotes.",
  },
  quote_in_bare_cell: {
    code: "row.malformed_quote",
    reason: "The row has a quote inside a cell that is not quoted.",
    mend: 'Put the whole cell in quotes and double the quote inside: "".',
  },
  text_after_quote: {
    code: "row.malformed_quote",
    reason: "The row has text behind the closing quote of a cell.",
    mend: 'Put the whole cell in quotes and double the quote inside: "".',
  },
  bare_carriage_return: {
    code: "row.malformed_line_end",
    reason: "The row has a carriage return without a line feed.",
    mend: "End every row with a line feed, or with carriage return and line feed.",
  },
};

/** Rows of `raw_refused` with every cell that breaks its contract. */
export async function rejectCells(
  connection: DuckDBConnection,
  origin: Origin,
  cells: CellSql[],
): Promise<void> {
  const about = aboutOf(origin.feed);
  for (const cell of cells) {
    const { name, column, raw } = cell;
    const breaks = breaksContract(cell);
    if (breaks === "false") continue;
    await connection.run(`
      insert into stg_rejection
      select ${head(origin)}, at_line, ${quoted(name)},
        case when ${raw} is null then 'row.missing_required_value' else ${quoted(column.code)} end,
        ${short(raw)},
        ${quoted(name)} || case when ${raw} is null then ' is empty' else ${quoted(` ${column.reason}`)} end || '.',
        case when ${raw} is null then 'Fill in the value.' else ${quoted(column.mend)} end,
        ${about.map((column) => cells.find(({ name }) => name === column)?.repaired ?? "null").join(", ")}
      from raw_refused where ${breaks}`);
  }
}

type Refused = {
  code: RejectionCode;
  field: string;
  /** SQL that selects `line` of the rows to refuse, from the feed's table as `t`. */
  lines: string;
  reason: string;
  mend: string;
};

/** Moves loaded rows that break a rule over several rows from the feed's table to the rejections. */
export async function rejectLoaded(
  connection: DuckDBConnection,
  origin: Origin,
  { code, field, lines, reason, mend }: Refused,
): Promise<void> {
  await connection.run(`create or replace temp table refused_line as ${lines}`);
  await connection.run(`
    insert into stg_rejection
    select ${head(origin)}, t.line, ${quoted(field)}, ${quoted(code)}, ${short(`t.${field}`)}, ${quoted(reason)}, ${quoted(mend)},
      ${aboutOf(origin.feed)
        .map((column) => (column ? `t.${column}` : "null"))
        .join(", ")}
    from ${origin.feed.table} t semi join refused_line using (line) where ${mine(origin)}`);
  await connection.run(
    `delete from ${origin.feed.table} t where ${mine(origin)} and line in (select line from refused_line)`,
  );
}

/** The first row of a key is kept, later ones are refused; the rows of a delta are only held against each other. */
export async function rejectDuplicates(
  connection: DuckDBConnection,
  origin: Origin & { isDelta: boolean },
): Promise<void> {
  const { feed, source, isDelta } = origin;
  const key = feed.key.map((name) => keySql(feed, name));
  const among = isDelta ? mine(origin) : `t.source = ${quoted(source)}`;
  await connection.run(`
    create or replace temp table double_key as
    select ${key.map((sql, at) => `${sql} as k${at}`).join(", ")} from ${feed.table} t where ${among} group by all having count(*) > 1`);
  const same = key.map((sql, at) => `d.k${at} is not distinct from ${sql}`).join(" and ");
  await rejectLoaded(connection, origin, {
    code: "row.duplicate_key",
    field: feed.key.find((name) => !feed.scratch?.includes(name)) ?? "line",
    lines: `select line from (
      select line, t.file, row_number() over (partition by ${key.join(", ")} order by t.file <> ${quoted(origin.file)}, line) as nth
      from ${feed.table} t join double_key d on ${same} where ${among}) t
      where nth > 1 and t.file = ${quoted(origin.file)}`,
    reason: `Another row has the same key (${feed.key.join(", ")}).`,
    mend: "Send one row for each key; the first one was kept.",
  });
}

/** A key column that is only read for derived ones stands in those: the derived columns are the key then. */
export function keySql(feed: Feed, name: string): string {
  return feed.scratch?.includes(name) ? `t.${derivedFrom(feed, name)}` : `t.${name}`;
}

function derivedFrom(feed: Feed, name: string): string {
  const found = Object.entries(feed.derived ?? {}).find(([, { sql }]) => sql.includes(name));
  if (!found) throw new Error(`The feed ${feed.feed} reads ${name} for nothing.`);
  return found[0];
}

export async function rejectUnknown(connection: DuckDBConnection, origin: Origin): Promise<void> {
  for (const { column, table, target, anySource, code, what } of origin.feed.references ?? []) {
    const source = anySource ? "" : `where source = ${quoted(origin.source)}`;
    await rejectLoaded(connection, origin, {
      code,
      field: column,
      lines: `select t.line from ${origin.feed.table} t
        anti join (select distinct ${target} as known from ${table} ${source}) k on k.known = t.${column}
        where ${mine(origin)} and t.${column} is not null`,
      reason: `No ${what} with this id has been sent.`,
      mend: `Correct the id, or send the ${what} first.`,
    });
  }
}

export async function rejectByRules(connection: DuckDBConnection, origin: Origin): Promise<void> {
  for (const { breaks, reason, ...rule } of origin.feed.rules ?? []) {
    await rejectLoaded(connection, origin, {
      ...rule,
      reason: `${rule.field} ${reason}.`,
      lines: `select t.line from ${origin.feed.table} t where ${mine(origin)} and ${breaks}`,
    });
  }
}
