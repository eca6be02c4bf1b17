import type { Kysely } from "kysely";
import type { ControlTables, ExportJobRow } from "./tables.ts";

type JobChange = Partial<Omit<ExportJobRow, "job_id" | "account" | "asked" | "made_at">>;

/** Files that are made while nobody waits; whose a job is, is for the caller to know. */
export type ExportJobs = {
  keepExportJob(job: ExportJobRow): Promise<void>;
  /** An account's jobs, newest first. */
  exportJobsOf(account: string): Promise<ExportJobRow[]>;
  exportJob(jobId: string): Promise<ExportJobRow | undefined>;
  /** Changes a job that is in one of these states, and of this server where one is named; false where it is not, or no longer. */
  moveExportJob(
    jobId: string,
    from: ExportJobRow["state"][],
    change: JobChange,
    ofServer?: string,
  ): Promise<boolean>;
  /** Those in these states, oldest first. */
  exportJobsIn(states: ExportJobRow["state"][]): Promise<ExportJobRow[]>;
  /** Gives a server what is to be made of servers that are not there any more, to be begun again; oldest first. */
  adoptExportJobs(serverId: string): Promise<ExportJobRow[]>;
  /** Forgets those whose day is over, and gives their ids. */
  forgetExportJobs(now: string): Promise<string[]>;
};

export function exportJobsOver(db: Kysely<ControlTables>): ExportJobs {
  const all = db.selectFrom("export_job").selectAll();
  return {
    async keepExportJob(job) {
      await db.insertInto("export_job").values(job).execute();
    },
    exportJobsOf: async (account) =>
      (await all.where("account", "=", account).orderBy("made_at", "desc").orderBy("job_id").execute()).map(
        counted,
      ),
    async exportJob(jobId) {
      const found = await all.where("job_id", "=", jobId).executeTakeFirst();
      return found && counted(found);
    },
    async moveExportJob(jobId, from, change, ofServer) {
      const moved = await db
        .updateTable("export_job")
        .set(change)
        .where("job_id", "=", jobId)
        .where("state", "in", from)
        .$if(ofServer !== undefined, (one) => one.where("server_id", "=", ofServer ?? ""))
        .executeTakeFirst();
      return moved.numUpdatedRows > 0n;
    },
    async adoptExportJobs(server_id) {
      const adopted = await db
        .updateTable("export_job")
        .set({ server_id, state: "waiting", rows_done: 0 })
        .where("state", "in", ["waiting", "asking", "writing"])
        .where("server_id", "not in", db.selectFrom("server").select("server_id"))
        .returningAll()
        .execute();
      return adopted.map(counted).sort((a, b) => (a.made_at < b.made_at ? -1 : 1));
    },
    exportJobsIn: async (states) =>
      (await all.where("state", "in", states).orderBy("made_at").execute()).map(counted),
    async forgetExportJobs(now) {
      const gone = await db
        .deleteFrom("export_job")
        .where("expires_at", "<=", now)
        .returning("job_id")
        .execute();
      return gone.map(({ job_id }) => job_id);
    },
  };
}

/** PostgreSQL gives a bigint as text. */
const counted = (row: ExportJobRow): ExportJobRow => ({
  ...row,
  rows_done: Number(row.rows_done),
  rows_total: row.rows_total === null ? null : Number(row.rows_total),
  bytes: row.bytes === null ? null : Number(row.bytes),
});
