import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { Reader, UploadRow } from "#warehouse";
import { sayAccess } from "../access/showing.ts";
import { uploadingFor } from "../auth/powers.ts";
import { type Upload, type UploadQuery, type UploadsResponse, uploadSchema } from "../contract.ts";
import type { Deps, UploadJobs } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { chooseFeed, feedsFor } from "./choose-feed.ts";
import { forgetFile, LARGEST_BYTES, receiveUpload } from "./receive.ts";

const SHOWN = 50;
const MOST_OPEN = 20;
const OPEN: UploadRow["state"][] = ["checking", "checked", "failed", "loading"];

type Place = Deps & { jobs: UploadJobs };

/** The reader's uploads, newest first, and what she may upload. */
export async function uploadsFor(reader: Reader, { control, district }: Deps): Promise<UploadsResponse> {
  const rows = await control.uploadsOf(uploadingFor(reader), SHOWN);
  const feeds = feedsFor(reader, district).map(({ operator: _, ...feed }) => feed);
  return { uploads: rows.map(shown), feeds, largest_bytes: LARGEST_BYTES };
}

/** An upload of one of the reader's operators. Throws `not_found` for others' as for none. */
export async function uploadFor(reader: Reader, uploadId: string, { control }: Deps): Promise<UploadRow> {
  const found = await control.upload(uploadId);
  if (found && uploadingFor(reader).includes(found.operator)) return found;
  throw new ProblemError("not_found", "You have no such upload: GET /api/uploads lists them.");
}

/** Keeps a file that arrives for one of the reader's operators, to be checked. */
export async function takeUpload(
  reader: Reader,
  { query, body }: { query: UploadQuery; body: Request["body"] },
  { control, clock, district, jobs, serverId = "" }: Place,
): Promise<UploadRow> {
  const feed = chooseFeed(feedsFor(reader, district), query);
  const open = (await control.uploadsIn(OPEN)).filter(({ operator }) => operator === feed.operator);
  if (open.length >= MOST_OPEN)
    throw new ProblemError(
      "invalid_request",
      `${open.length} files wait to be submitted: submit or withdraw some first.`,
    );
  const upload_id = randomUUID();
  const { sha256, bytes } = await receiveUpload(body, jobs.inbox, { upload_id, file: feed.file });
  const { operator, source, feed: kind, file } = feed;
  const made = { made_by: reader.account, made_at: clock().toISOString() };
  const row: UploadRow = {
    ...{ upload_id, operator, source, feed: kind, file, bytes, sha256, ...made },
    ...{ file_name: basename(query.name.replaceAll("\\", "/")), state: "checking" },
    ...{ message: null, report: null, outcome: null, submitted_by: null, submitted_at: null, ended_at: null },
    server_id: serverId,
  };
  await control.keepUpload(row);
  tell(reader, "upload_received", row);
  return row;
}

/** Submits a checked upload. Throws `invalid_request` where it is in another state. */
export async function submitUpload(
  reader: Reader,
  upload: UploadRow,
  { control, clock, serverId: server_id = "" }: Deps,
): Promise<UploadRow> {
  const submitted = { submitted_by: reader.account, submitted_at: clock().toISOString() };
  const change = { state: "loading" as const, message: null, ended_at: null, server_id, ...submitted };
  if (!(await control.moveUpload(upload.upload_id, ["checked", "failed"], change)))
    throw new ProblemError(
      "invalid_request",
      `This upload is ${upload.state}, and only a checked one is submitted.`,
    );
  tell(reader, "upload_submitted", upload);
  return { ...upload, ...change };
}

/** Takes an upload back that was not loaded. Throws `invalid_request` where that is too late. */
export async function withdrawUpload(
  reader: Reader,
  upload: UploadRow,
  { control, clock, jobs }: Place,
): Promise<UploadRow> {
  const change = { state: "withdrawn" as const, ended_at: clock().toISOString() };
  if (!(await control.moveUpload(upload.upload_id, ["checking", "checked", "failed"], change)))
    throw new ProblemError("invalid_request", `This upload is ${upload.state} and cannot be withdrawn.`);
  forgetFile(jobs.inbox, upload.upload_id);
  tell(reader, "upload_withdrawn", upload);
  return { ...upload, ...change };
}

/** Recorded with the file's hash, before the answer leaves. */
function tell(
  reader: Reader,
  action: "upload_received" | "upload_submitted" | "upload_withdrawn",
  { upload_id, source, feed, file_name, sha256 }: UploadRow,
): void {
  const subject = `${source} ${feed}: ${file_name} (${upload_id}, SHA-256 ${sha256})`;
  sayAccess(reader, { action, subject, students: [] });
}

/** An upload as it is told. */
export function shown({ report, outcome, ...row }: UploadRow): Upload {
  return uploadSchema.parse({
    ...row,
    report: report === null ? null : JSON.parse(report),
    outcome: outcome === null ? null : JSON.parse(outcome),
  });
}
