/** The pipelines' door: bringing operational records in, and what became of them. */

export { Refusal, type RefusalCode } from "./refusal.ts";
export { type LoadRequest, load, type Progress } from "./run.ts";
export { listRuns, type Rejection, type RunDocument } from "./run-document.ts";
export { endProgress, showProgress } from "./show-progress.ts";
