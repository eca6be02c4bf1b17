/** The pipelines' door: bringing operational records in, and what became of them. */

export { buildDemo, type DemoRequest, needsDemo, runInChild } from "./demo.ts";
export { type Diagnosis, diagnose } from "./doctor.ts";
export { Refusal, type RefusalCode } from "./refusal.ts";
export { type LoadRequest, load, type Progress } from "./run.ts";
export { listRuns, type Rejection, type RunDocument } from "./runs/run-document.ts";
export { tellRejections, tellRun, tellRuns, tellSchedule } from "./runs/tell-run.ts";
export { listSchedule, type Scheduled, type ScheduleRequest, type Slot, startSchedule } from "./schedule.ts";
export { progressOn, type ShowProgress, wordsOf } from "./show-progress.ts";
export { checkPackage, type PackageCheck, tellCheck } from "./sources/oneroster-csv/check-package.ts";
export { type DistrictOptions, writeDistrict } from "./synthetic/index.ts";
export { type CheckRequest, checkUpload, type UploadCheck } from "./uploads/check-upload.ts";
export { tellUploadCheck } from "./uploads/tell-check.ts";
export { type LoadOutcome, type UploadJobs, uploadJobs } from "./uploads/upload-jobs.ts";
