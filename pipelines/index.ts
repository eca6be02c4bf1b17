/** The pipelines' door: bringing operational records in, and what became of them. */

export { backUp } from "./backup/back-up.ts";
export { restore } from "./backup/restore.ts";
export { erasuresCommand } from "./command-line/erasures-command.ts";
export { holdCommand } from "./command-line/hold-command.ts";
export { rejectionsCommand, runsCommand } from "./command-line/runs-command.ts";
export { scheduleCommand } from "./command-line/schedule-command.ts";
export { type DemoRequest, ensurePublished, runInChild } from "./demo.ts";
export { type Diagnosis, diagnose } from "./doctor.ts";
export { eraseStudent } from "./erasure/erase.ts";
export { replay } from "./history/replay.ts";
export { rollback } from "./history/rollback.ts";
export { listRuns } from "./ledger/list-runs.ts";
export { Refusal, type RefusalCode } from "./refusal.ts";
export { type LoadRequest, load } from "./run.ts";
export { tellRun } from "./runs/tell-run.ts";
export { type ScheduleRequest, startSchedule } from "./schedule.ts";
export { type Progress, progressOn, type ShowProgress, wordsOf } from "./show-progress.ts";
export { readSchedule, type Scheduled } from "./slots/list-schedule.ts";
export { checkPackage, type PackageCheck, tellCheck } from "./sources/oneroster-csv/check-package.ts";
export { loaderFlags } from "./spawn-command.ts";
export { type DistrictOptions, writeDistrict } from "./synthetic/index.ts";
export { type CheckRequest, checkUpload, type UploadCheck } from "./uploads/check-upload.ts";
export { tellUploadCheck } from "./uploads/tell-check.ts";
export { type LoadOutcome, type UploadJobs, uploadJobs } from "./uploads/upload-jobs.ts";
