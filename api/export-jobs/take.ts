import { existsSync } from "node:fs";
import { z } from "zod";
import type { ExportJobRow, Reader } from "#warehouse";
import { noteShown, sayAccess } from "../access/showing.ts";
import { ProblemError } from "../problems.ts";
import { filePath } from "./files.ts";
import { grantsOf, type JobPlace } from "./jobs.ts";

const shownSchema = z.array(
  z.object({
    ...{ generation: z.string(), students: z.array(z.string()), fields: z.array(z.string()) },
    subject: z.string(),
  }),
);

/**
 * Where the file of a job lies, for whoever asked for it; whom it shows is recorded each time. Throws `not_ready` before
 * it is made, `forbidden` where her grants are others since, `not_found` where it is gone.
 */
export function takeFile(reader: Reader, job: ExportJobRow, { exportsDir }: JobPlace): string {
  if (job.state === "waiting" || job.state === "asking" || job.state === "writing")
    throw new ProblemError(
      "not_ready",
      "The file is still being made: GET /api/exports/jobs/{id} says how far.",
    );
  const path = filePath(exportsDir, job.job_id);
  if (job.state !== "done" || !existsSync(path))
    throw new ProblemError("not_found", "There is no such file: it was not made, or was thrown away.");
  if (job.grants !== grantsOf(reader))
    throw new ProblemError(
      "forbidden",
      "Your grants have changed since this file was made: ask for it again.",
    );
  noteShown(reader, ...shownSchema.parse(JSON.parse(job.shown ?? "[]")));
  const purpose = job.purpose === null ? "" : `, asked for ${job.purpose}`;
  sayAccess(reader, { action: "export", subject: `${job.subject ?? job.format}${purpose}` });
  return path;
}
