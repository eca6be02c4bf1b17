import { createHash, randomUUID } from "node:crypto";
import type { ExportJobRow, Reader } from "#warehouse";
import { purposeSaid } from "../access/showing.ts";
import { type ExportJob, type ExportRequest, exportJobSchema } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { forgetFile } from "./files.ts";

const HOURS_KEPT = 24;
const MOST_OPEN = 5;
const OPEN: ExportJobRow["state"][] = ["waiting", "asking", "writing"];

/** Where jobs are kept: the files in a folder of their own. */
export type JobPlace = Deps & { exportsDir: string };

/** The reader's jobs, newest first; what is over a day old is gone. */
export async function jobsOf(reader: Reader, place: JobPlace): Promise<ExportJob[]> {
  await forgetOld(place);
  return (await place.control.exportJobsOf(reader.account)).map(shownJob);
}

/** A job of the reader's own. Throws `not_found` for another's as for none. */
export async function jobOf(reader: Reader, jobId: string, place: JobPlace): Promise<ExportJobRow> {
  await forgetOld(place);
  const found = await place.control.exportJob(jobId);
  if (found?.account === reader.account) return found;
  throw new ProblemError(
    "not_found",
    "You have no such job, or its day is over: GET /api/exports/jobs lists them.",
  );
}

/** Notes down what is to be made. Throws `invalid_request` where the reader has as many in the making as one may. */
export async function beginJob(order: ExportRequest, reader: Reader, place: JobPlace): Promise<ExportJobRow> {
  const { control, clock, serverId = "" } = place;
  const mine = await control.exportJobsOf(reader.account);
  if (mine.filter(({ state }) => OPEN.includes(state)).length >= MOST_OPEN)
    throw new ProblemError(
      "invalid_request",
      `${MOST_OPEN} of your files are being made: wait, or cancel one.`,
    );
  const now = clock();
  const job: ExportJobRow = {
    ...{ job_id: randomUUID(), account: reader.account, asked: JSON.stringify(order) },
    ...{ title: order.title ?? "Rollbook", format: order.format, purpose: purposeSaid(reader) },
    ...{ state: "waiting", rows_done: 0, rows_total: null, bytes: null, sha256: null },
    ...{ grants: null, shown: null, subject: null, message: null, server_id: serverId },
    ...{ made_at: now.toISOString(), began_at: null, ended_at: null },
    expires_at: new Date(now.getTime() + HOURS_KEPT * 3_600_000).toISOString(),
  };
  await control.keepExportJob(job);
  return job;
}

/** Ends a job that is being made, at its next rows, or throws the file of one that was made away. */
export async function cancelJob(
  job: ExportJobRow,
  { control, clock, exportsDir }: JobPlace,
): Promise<ExportJobRow> {
  const change = { state: "cancelled" as const, ended_at: clock().toISOString(), shown: null };
  await control.moveExportJob(job.job_id, [...OPEN, "done", "failed"], change);
  forgetFile(exportsDir, job.job_id);
  return { ...job, ...change };
}

/** What her grants come to, to be held against what they come to later. */
export const grantsOf = ({ grants }: Reader): string =>
  createHash("sha256").update(JSON.stringify(grants)).digest("hex");

/** A job as it is told. */
export const shownJob = ({ job_id, ...job }: ExportJobRow): ExportJob =>
  exportJobSchema.parse({ job: job_id, ...job });

/** Throws away what is over a day old. */
export async function forgetOld({
  control,
  clock,
  exportsDir,
}: Pick<JobPlace, "control" | "clock" | "exportsDir">): Promise<void> {
  for (const jobId of await control.forgetExportJobs(clock().toISOString())) forgetFile(exportsDir, jobId);
}
