import { renameSync, rmSync } from "node:fs";
import { type ExportJobRow, readerFor, WarehouseError } from "#warehouse";
import { beginShowing } from "../access/showing.ts";
import { today } from "../auth/sessions.ts";
import { exportRequest } from "../contract.ts";
import { type ExportFile, fileOf } from "../export/file.ts";
import { ProblemError } from "../problems.ts";
import { turns } from "../turns.ts";
import { filePath, forgetStrays, makingPath, writeFile } from "./files.ts";
import { forgetOld, grantsOf, type JobPlace } from "./jobs.ts";

/** What goes on after a job was begun. */
export type ExportWork = {
  /** Makes the file, when its turn has come. */
  make: (job: ExportJobRow) => Promise<void>;
  /** Takes up what servers that ended have left. */
  takeUp: () => Promise<void>;
  /** Throws away every hour what is over a day old, whether or not anybody asks; gives what ends that. */
  sweep: () => () => void;
};

/** How often the store hears of rows done; a job that was cancelled ends then. */
const NOTED_EVERY_MS = 500;
const HOUR_MS = 3_600_000;

/** One file at a time; the others wait for their turn. */
export function exportWork(place: JobPlace): ExportWork {
  const inTurn = turns();
  const make = (job: ExportJobRow) =>
    inTurn(() => makeOne(place, job)).catch((error: unknown) =>
      place.log.error({ err: error }, "the work on exports was broken off"),
    );
  const tell = (error: unknown) => place.log.error({ err: error }, "old files could not be thrown away");
  const sweep = () => {
    const timer = setInterval(() => void forgetOld(place).catch(tell), HOUR_MS);
    return () => clearInterval(timer);
  };
  return { make, takeUp: () => takeUp(place, make), sweep };
}

/** Of whoever asked, with the grants that hold now; whom the file shows is kept with it. */
async function makeOne(place: JobPlace, job: ExportJobRow): Promise<void> {
  const { control, clock, district, exportsDir, serverId = "" } = place;
  const making = makingPath(exportsDir, job.job_id, serverId);
  const began = { state: "asking" as const, began_at: clock().toISOString() };
  if (!(await control.moveExportJob(job.job_id, ["waiting"], began, serverId))) return;
  try {
    const known = await readerFor(place, job.account, today(district, clock));
    const { reader, showing } = beginShowing(known, job.purpose);
    const file = await whileWanted(place, job, (signal) =>
      fileOf(exportRequest.parse(JSON.parse(job.asked)), reader, { ...place, signal }),
    );
    const { title, subject, rows: rows_total } = file;
    const shown = { shown: JSON.stringify(showing.shown), grants: grantsOf(known) };
    await step(place, job, { state: "writing", title, subject, rows_total, ...shown });
    const written = await writeFile(making, noting(file, place, job));
    await step(place, job, { rows_done: rows_total });
    renameSync(making, filePath(exportsDir, job.job_id));
    const ended_at = clock().toISOString();
    await step(place, job, { state: "done", rows_done: rows_total, ended_at, ...written });
  } catch (error) {
    rmSync(making, { force: true });
    if (!(error instanceof Cancelled)) await fail(place, job, error);
  }
}

class Cancelled extends Error {}

/** Goes on with a job unless it was cancelled meanwhile, or is another server's by now. */
async function step(
  { control, serverId = "" }: JobPlace,
  { job_id }: ExportJobRow,
  change: Partial<ExportJobRow>,
): Promise<void> {
  if (!(await control.moveExportJob(job_id, ["asking", "writing"], change, serverId))) throw new Cancelled();
}

/** Does what takes long and can be ended: it is, soon after the job was cancelled. */
async function whileWanted<Made>(
  { control }: JobPlace,
  { job_id }: ExportJobRow,
  work: (signal: AbortSignal) => Promise<Made>,
): Promise<Made> {
  const ending = new AbortController();
  const look = async () => {
    if ((await control.exportJob(job_id))?.state !== "asking") ending.abort();
  };
  const timer = setInterval(() => void look().catch(() => {}), NOTED_EVERY_MS);
  try {
    return await work(ending.signal);
  } finally {
    clearInterval(timer);
  }
}

/** The file's bytes; between them the store hears how many rows are written. */
async function* noting(file: ExportFile, place: JobPlace, job: ExportJobRow): AsyncGenerator<Uint8Array> {
  let rows_done = 0;
  let notedAt = performance.now();
  const bytes = file.bytes((rows) => {
    rows_done += rows;
  });
  for await (const chunk of bytes) {
    yield chunk;
    if (performance.now() - notedAt < NOTED_EVERY_MS) continue;
    notedAt = performance.now();
    await step(place, job, { rows_done });
  }
}

async function fail(
  { control, clock, log, serverId = "" }: JobPlace,
  { job_id }: ExportJobRow,
  error: unknown,
): Promise<void> {
  const isTold = error instanceof ProblemError || error instanceof WarehouseError;
  if (!isTold) log.error({ err: error, job_id }, "a file could not be made");
  const message = isTold
    ? error.message
    : "The file could not be made, on our side; it is in the server's log. Ask for it again.";
  const ended = { ended_at: clock().toISOString(), message, shown: null };
  await control.moveExportJob(job_id, ["asking", "writing"], { state: "failed", ...ended }, serverId);
}

async function takeUp(place: JobPlace, make: ExportWork["make"]): Promise<void> {
  const { control, exportsDir, serverId = "" } = place;
  await forgetOld(place);
  const servers = (await control.servers()).map(({ server_id }) => server_id);
  const written = (await control.exportJobsIn(["writing", "done"])).map(({ job_id }) => job_id);
  forgetStrays(exportsDir, { servers, written });
  for (const job of await control.adoptExportJobs(serverId)) void make(job);
}
