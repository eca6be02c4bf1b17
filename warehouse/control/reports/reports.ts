import type { Kysely } from "kysely";
import type { ControlTables, ReportRow, ReportVersionRow } from "../tables.ts";
import { isOpenTo, type SharedWith, type Sharers } from "./sharing.ts";

/** A saved question in its latest version. */
export type KeptReport = ReportRow &
  Omit<ReportVersionRow, "version_number" | "report_id" | "made_at"> & { updated_at: string };
/** What is kept of one version; its number is the next one. */
export type NewVersion = Omit<ReportVersionRow, "report_id" | "version_number">;
/** What is changed of a report that was read at `version`; without `next` its content stays as it is. */
export type ChangedReport = {
  report_id: string;
  version: number;
  next?: NewVersion | undefined;
  sharing?: SharedWith | undefined;
  template?: Pick<ReportRow, "template_version" | "template_base"> | undefined;
};

/** Saved questions; who may open or change which is for the caller to know. */
export type Reports = {
  /** Keeps a report and its first version. */
  makeReport(report: Omit<ReportRow, "version">, first: NewVersion): Promise<void>;
  /** Undefined where there is none, and where it is neither hers nor shared with her. */
  reportFor(reportId: string, sharers: Sharers): Promise<KeptReport | undefined>;
  /** Her own reports, and those that are shared with her. */
  reportsFor(sharers: Sharers): Promise<KeptReport[]>;
  /** Newest first. */
  reportVersions(reportId: string): Promise<ReportVersionRow[]>;
  /** False, and nothing is changed, where the report has another version by now or is gone. */
  changeReport(change: ChangedReport): Promise<boolean>;
  /** With all its versions; what was scheduled of it ends. */
  deleteReport(reportId: string, now: string): Promise<void>;
};

export function reportsOver(db: Kysely<ControlTables>): Reports {
  const latest = db
    .selectFrom("report")
    .innerJoin("report_version", (join) =>
      join
        .onRef("report_version.report_id", "=", "report.report_id")
        .onRef("report_version.version_number", "=", "report.version"),
    )
    .selectAll("report")
    .select(["content", "definitions", "how", "made_by", "report_version.made_at as updated_at"]);
  return {
    makeReport: (report, first) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("report")
          .values({ ...report, version: 1 })
          .execute();
        await addVersion(transaction, { report_id: report.report_id, version_number: 1, ...first });
      }),
    reportFor: (reportId, sharers) =>
      latest.where(isOpenTo(sharers)).where("report.report_id", "=", reportId).executeTakeFirst(),
    reportsFor: (sharers) =>
      latest.where(isOpenTo(sharers)).orderBy("report.made_at").orderBy("report.report_id").execute(),
    reportVersions: (reportId) =>
      db
        .selectFrom("report_version")
        .selectAll()
        .where("report_id", "=", reportId)
        .orderBy("version_number", "desc")
        .execute(),
    changeReport: ({ report_id, version, next, sharing, template }) =>
      db.transaction().execute(async (transaction) => {
        // First the write that decides: of two who read the same version, one changes it.
        const { numUpdatedRows } = await transaction
          .updateTable("report")
          .set({ ...sharing, ...template, version: next ? version + 1 : version })
          .where("report_id", "=", report_id)
          .where("version", "=", version)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) return false;
        if (next) await addVersion(transaction, { report_id, version_number: version + 1, ...next });
        return true;
      }),
    deleteReport: (reportId, now) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable("report_schedule")
          .set({ ended_at: now })
          .where("report_id", "=", reportId)
          .where("ended_at", "is", null)
          .execute();
        await transaction.deleteFrom("report_version").where("report_id", "=", reportId).execute();
        await transaction.deleteFrom("report").where("report_id", "=", reportId).execute();
      }),
  };
}

const addVersion = (db: Kysely<ControlTables>, version: ReportVersionRow) =>
  db.insertInto("report_version").values(version).execute();
