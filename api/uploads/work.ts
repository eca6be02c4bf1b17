import { sha256Of, type UploadRow } from "#warehouse";
import { uploadOutcome, uploadReport } from "../contract.ts";
import type { Deps, UploadJobs } from "../deps.ts";
import { turns } from "../turns.ts";
import { forgetFile, uploadPath } from "./receive.ts";

type Place = Pick<Deps, "control" | "clock" | "log" | "serverId"> & { jobs: UploadJobs };

/** What goes on with uploads after their requests are answered. */
export type UploadWork = {
  /** Checks a file that has arrived. */
  check: (upload: UploadRow) => Promise<void>;
  /** Loads a file that was submitted. */
  load: (upload: UploadRow) => Promise<void>;
  /** Takes up what servers that ended have left: checks again what was being checked, and gives back what was being loaded. */
  takeUp: () => Promise<void>;
};

const TRY_AGAIN_MS = 5000;
const TRIES = 120;
const KEPT_DAYS = 30;

/** One check and one load at a time, each in a process of its own: the others wait for their turn. */
export function uploadWork(place: Place): UploadWork {
  const inTurn = { check: turns(), load: turns() };
  // Nobody waits for this work: what fails in it is told by the log, and a server that is closing loses nothing.
  const logged = (work: Promise<void>) =>
    work.catch((error: unknown) => place.log.error({ err: error }, "the work on uploads was broken off"));
  const check = (upload: UploadRow) => logged(inTurn.check(() => checkOne(place, upload)));
  const load = (upload: UploadRow) => logged(inTurn.load(() => loadOne(place, upload)));
  return { check, load, takeUp: () => logged(takeUp(place, check)) };
}

async function checkOne({ control, clock, log, jobs }: Place, upload: UploadRow): Promise<void> {
  const { upload_id, source } = upload;
  try {
    const found = await jobs.check({ path: uploadPath(jobs.inbox, upload), source });
    const report = uploadReport.parse(found);
    const change = { report: JSON.stringify(report), sha256: report.sha256, bytes: report.bytes };
    const refused = { state: "refused" as const, message: report.refusal?.message ?? null };
    await control.moveUpload(upload_id, ["checking"], {
      ...change,
      ...(report.accepted ? { state: "checked" } : { ...refused, ended_at: clock().toISOString() }),
    });
    if (!report.accepted) forgetFile(jobs.inbox, upload_id);
  } catch (error) {
    log.error({ err: error, upload_id }, "an upload could not be checked");
    const message = "The check failed on our side; it is in the server's log. Upload the file again.";
    const ended_at = clock().toISOString();
    await control.moveUpload(upload_id, ["checking"], { state: "refused", message, ended_at });
    forgetFile(jobs.inbox, upload_id);
  }
}

async function loadOne(place: Place, upload: UploadRow): Promise<void> {
  const { control, clock, log, jobs } = place;
  const { upload_id, feed, source } = upload;
  try {
    await refuseChanged(jobs, upload);
    const outcome = await loadInTime(jobs, upload);
    if (outcome.state === "busy") {
      const message = "Other files are being loaded. Nothing of this one was: submit it again later.";
      await control.moveUpload(upload_id, ["loading"], { state: "checked", message });
    } else if (outcome.state === "failed") {
      const ended = { message: outcome.message, ended_at: clock().toISOString() };
      await control.moveUpload(upload_id, ["loading"], { state: "failed", ...ended });
    } else {
      const { run, generation, files } = outcome.run;
      const mine = files.find((file) => file.source === source && file.feed === feed);
      const told = uploadOutcome.parse({ run, generation, ...mine });
      const ended = { outcome: JSON.stringify(told), message: null, ended_at: clock().toISOString() };
      await control.moveUpload(upload_id, ["loading"], { state: "published", ...ended });
      // What was loaded is kept in the landing, as received.
      forgetFile(jobs.inbox, upload_id);
    }
  } catch (error) {
    log.error({ err: error, upload_id }, "an upload could not be loaded");
    const message = "Loading failed on our side; it is in the server's log. Submit it again.";
    await control.moveUpload(upload_id, ["loading"], {
      state: "failed",
      message,
      ended_at: clock().toISOString(),
    });
  }
}

/** What is loaded is what was checked and submitted, byte for byte. */
async function refuseChanged({ inbox }: UploadJobs, upload: UploadRow): Promise<void> {
  const { sha256 } = upload;
  const found = await sha256Of(uploadPath(inbox, upload));
  if (found !== sha256) throw new Error(`The file in the inbox is ${found}, and ${sha256} was checked.`);
}

/** Another load may hold the right to publish for some minutes. */
async function loadInTime(jobs: UploadJobs, upload: UploadRow) {
  const file = { path: uploadPath(jobs.inbox, upload), source: upload.source };
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await jobs.load(file);
    if (outcome.state !== "busy" || attempt === TRIES) return outcome;
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  }
}

async function takeUp(
  { control, clock, jobs, serverId = "" }: Place,
  check: (upload: UploadRow) => Promise<void>,
): Promise<void> {
  const message =
    "Rollbook was restarted while the file was loaded. Submit it again: loading twice changes nothing.";
  const oldest = new Date(clock().getTime() - KEPT_DAYS * 86_400_000).toISOString();
  for (const { upload_id, made_at } of await control.uploadsIn(["checked", "failed"])) {
    if (made_at >= oldest) continue;
    await control.moveUpload(upload_id, ["checked", "failed"], {
      state: "withdrawn",
      ended_at: clock().toISOString(),
    });
    forgetFile(jobs.inbox, upload_id);
  }
  for (const upload of await control.adoptUploads(serverId))
    if (upload.state === "checking") void check(upload);
    else await control.moveUpload(upload.upload_id, ["loading"], { state: "checked", message });
}
