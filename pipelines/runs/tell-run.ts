import type { RunDocument } from "#warehouse";
import { columns } from "./columns.ts";

/** What one run did, file by file. */
export function tellRun(run: RunDocument): string {
  const files = run.files.map(({ file, read, loaded, rejected, quarantined }) => [
    file,
    read,
    loaded,
    rejected,
    quarantined,
  ]);
  const table = columns([["file", "read", "loaded", "rejected", "quarantined"], ...files]);
  const outcome = run.generation
    ? [`Published ${run.generation} as of ${run.as_of}.`, run.message].filter(Boolean).join("\n")
    : (run.message ?? run.state);
  const hint =
    run.findings.length > 0 ? '\nSee "rollbook rejections" for what was refused and how to mend it.' : "";
  return `${table}\n${outcome}${hint}`;
}

/** One run, step by step. */
export function tellSteps({
  run,
  command,
  started_by,
  started_at,
  as_of,
  state,
  steps,
}: RunDocument): string {
  const rows = steps.map(({ step, attempt, state: of, started_at: from, ended_at, done_count, message }) => [
    attempt > 1 ? `${step} (${attempt})` : step,
    of,
    ended_at ? `${((Date.parse(ended_at) - Date.parse(from)) / 1000).toFixed(1)} s` : "-",
    done_count ?? "-",
    message ?? "",
  ]);
  const head = `${run}  ${state}\n${command}, started by ${started_by} at ${started_at}, as of ${as_of}`;
  return `${head}\n${columns([["step", "state", "took", "done", "message"], ...rows])}`;
}

/** All runs, the latest first. */
export function tellRuns(runs: RunDocument[]): string {
  if (runs.length === 0) return "No run yet.";
  return runs
    .map(({ run, state, started_at, command, generation, message }) =>
      [run, state, started_at, command, generation ?? message ?? ""].join("  ").trimEnd(),
    )
    .join("\n");
}

/** So many findings of a run are kept, the first by file and line. */
export const MOST_FINDINGS = 1000;

/** What a run refused: where, why, and how to mend it. */
export function tellRejections(run: RunDocument | undefined): string {
  if (!run) return "No run yet.";
  if (run.findings.length === 0) return `${run.run} refused nothing.`;
  const rows = run.findings.map(({ file, line, field, code, reason, mend }) => [
    `${file}:${line ?? "-"}`,
    field ?? "",
    code,
    `${reason} ${mend}`,
  ]);
  const table = columns([["where", "field", "code", "what is wrong and what to do"], ...rows]);
  if (run.findings.length < MOST_FINDINGS) return table;
  const refused = run.files.reduce((sum, { rejected }) => sum + rejected, 0);
  return `${table}\nThese are the first ${MOST_FINDINGS} findings; ${refused} rows were refused in all.`;
}
