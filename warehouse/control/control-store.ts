import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Dialect, Kysely, PostgresDialect, SqliteDialect } from "kysely";
import Libsql from "libsql";
import pg from "pg";
import { type AccessLog, accessLogOver, logWriter } from "./access-log/access-log.ts";
import { adoptOldEntries } from "./access-log/adopt.ts";
import { type CopiedLine, copyIn, copyOut } from "./copy-control.ts";
import { type Disputes, disputesOver } from "./disputes.ts";
import { type Erasures, erasuresOver } from "./erasures.ts";
import { type ExportJobs, exportJobsOver } from "./export-jobs.ts";
import { type FigureNotices, figureNoticesOver } from "./figure-notices.ts";
import { type GrantStore, grantStore } from "./grants.ts";
import { type InvitationStore, invitationStore } from "./invitations.ts";
import { migrate } from "./migrate.ts";
import { type FigureAlerts, figureAlertsOver } from "./reports/alerts.ts";
import { type NamedGroups, namedGroupsOver } from "./reports/named-groups.ts";
import { type Reports, reportsOver } from "./reports/reports.ts";
import { type ReportSchedules, reportSchedulesOver } from "./reports/schedules.ts";
import { type Leases, leasesOver } from "./runs/lease.ts";
import { type RunLedger, runLedgerOver } from "./runs/run-ledger.ts";
import { type Slots, slotsOver } from "./runs/slots.ts";
import { type Servers, serversOver } from "./servers.ts";
import { type People, peopleOver } from "./sign-in/people.ts";
import { type Sessions, sessionsOver } from "./sign-in/sessions.ts";
import { type Tokens, tokensOver } from "./sign-in/tokens.ts";
import type { ControlTables } from "./tables.ts";
import { type Uploads, uploadsOver } from "./uploads.ts";
import { type ViewAsStore, viewAsStore } from "./view-as.ts";

/**
 * What Rollbook must remember that is not a fact: who is signed in, who was given what, who saw and took what,
 * and what was loaded.
 */
export type Control = AccessLog &
  Disputes &
  Erasures &
  ExportJobs &
  FigureAlerts &
  FigureNotices &
  People &
  Sessions &
  Tokens &
  GrantStore &
  InvitationStore &
  NamedGroups &
  Reports &
  ReportSchedules &
  Uploads &
  RunLedger &
  Leases &
  Slots &
  Servers &
  ViewAsStore & { close(): Promise<void> };

type Place = { dataDir: string; databaseUrl?: string | undefined; now?: string };

/**
 * Opens the control store: `DIR/control.sqlite`, or PostgreSQL where `databaseUrl` is set, and applies migrations.
 * Throws the driver's error when the place cannot be written or reached.
 */
export async function openControl(place: Place): Promise<Control> {
  const db = storeAt(place);
  const writer = logWriter(place.databaseUrl ? "postgres" : "sqlite", place.dataDir);
  const now = place.now ?? new Date().toISOString();
  try {
    await migrate(db, now);
    await adoptOldEntries(db, writer);
    await db.deleteFrom("session").where("expires_at", "<=", now).execute();
    await db.deleteFrom("purpose").where("ends_at", "<=", now).execute();
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { ...controlOver(db), ...accessLogOver(db, writer) };
}

/** Copies a control store, line by line, as of one moment. */
export async function copyControl(place: Place, write: (line: CopiedLine) => Promise<void>): Promise<void> {
  // Opening it brings it to today's tables, and says who may not.
  await (await openControl(place)).close();
  await using(storeAt(place), (db) => copyOut(db, write));
}

/** Fills the control store of a place that has none in use with a copy. Throws an Error with a sentence otherwise. */
export const fillControl = (place: Place, lines: AsyncIterable<CopiedLine>): Promise<void> =>
  using(storeAt(place), (db) => copyIn(db, lines, place.now ?? new Date().toISOString()));

async function using(
  db: Kysely<ControlTables>,
  work: (db: Kysely<ControlTables>) => Promise<void>,
): Promise<void> {
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}

const storeAt = ({ databaseUrl, dataDir }: Place): Kysely<ControlTables> =>
  new Kysely<ControlTables>({ dialect: databaseUrl ? postgres(databaseUrl) : sqlite(dataDir) });

function controlOver(db: Kysely<ControlTables>): Omit<Control, keyof AccessLog> {
  return {
    ...disputesOver(db),
    ...erasuresOver(db),
    ...exportJobsOver(db),
    ...figureAlertsOver(db),
    ...figureNoticesOver(db),
    ...peopleOver(db),
    ...sessionsOver(db),
    ...tokensOver(db),
    close: () => db.destroy(),
    ...grantStore(db),
    ...invitationStore(db),
    ...namedGroupsOver(db),
    ...reportsOver(db),
    ...reportSchedulesOver(db),
    ...uploadsOver(db),
    ...viewAsStore(db),
    ...runLedgerOver(db),
    ...leasesOver(db),
    ...slotsOver(db),
    ...serversOver(db),
  };
}

function sqlite(dataDir: string): Dialect {
  mkdirSync(dataDir, { recursive: true });
  const database = new Libsql(join(dataDir, "control.sqlite"));
  // First: a second process that opens a new store at the same moment waits to switch the journal, too.
  database.pragma("busy_timeout = 5000");
  database.pragma("journal_mode = WAL");
  return new SqliteDialect({ database: endingOnce(database) });
}

/** On a full disk SQLite has ended the transaction by itself; a rollback would fail, and hide why. */
function endingOnce(database: Libsql.Database): Pick<Libsql.Database, "prepare" | "close"> {
  return {
    prepare: (sql) =>
      database.prepare(sql === "rollback" && !database.inTransaction ? "select 'ended already'" : sql),
    close: () => database.close(),
  };
}

function postgres(connectionString: string): Dialect {
  const pool = new pg.Pool({ connectionString, max: 4 });
  // A server that restarts ends idle connections; unheard, that would end us. The next query opens a new one.
  pool.on("error", () => {});
  return new PostgresDialect({ pool });
}
