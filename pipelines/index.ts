/** The pipelines' door: bringing operational records in, and what became of them. */

export { rejectionsCommand, runsCommand } from "./commands/runs-command.ts";
export { buildDemo, type DemoRequest, needsDemo, runInChild } from "./demo.ts";
export { type Diagnosis, diagnose } from "./doctor.ts";
export { listRuns } from "./ledger/list-runs.ts";
export { Refusal, type RefusalCode } from "./refusal.ts";
export { type LoadRequest, load } from "./run.ts";
export { tellRun, tellSchedule } from "./runs/tell-run.ts";
export { listSchedule, type Scheduled, type ScheduleRequest, type Slot, startSchedule } from "./schedule.ts";
export { type Progress, progressOn, type ShowProgress, wordsOf } from "./show-progress.ts";
export { checkPackage, type PackageCheck, tellCheck } from "./sources/oneroster-csv/check-package.ts";
export { type DistrictOptions, writeDistrict } from "./synthetic/index.ts";
