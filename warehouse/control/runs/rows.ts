/** The rows of the run ledger, the lease and the slots as `0006-runs.sql` makes them. */
export type RunTables = {
  load_run: RunRow;
  run_step: StepRow;
  run_file: FileRow;
  run_finding: FindingRow;
  run_lease: LeaseRow;
  schedule_slot: SlotRow;
  held_generation: HeldGeneration;
  schedule_job: { job: string; since_on: string };
};

export type RunRow = {
  run_id: string;
  command: string;
  source: string | null;
  started_by: string;
  pid: number;
  as_of: string;
  state: "running" | "published" | "failed";
  generation: string | null;
  message: string | null;
  started_at: string;
  ended_at: string | null;
};

type StepRow = {
  run_id: string;
  step_number: number;
  step: "land" | "stage" | "build" | "check" | "publish";
  attempt: number;
  state: "running" | "done" | "failed";
  done_count: number | null;
  message: string | null;
  started_at: string;
  ended_at: string | null;
};

/** Counts come as text from PostgreSQL, whose bigint is wider than a number. */
type FileRow = {
  run_id: string;
  file_number: number;
  source: string;
  feed: string;
  file: string;
  sha256: string;
  bytes: number;
  landed_at: string;
  extracted: number | null;
  watermark: string | null;
  read_count: number;
  loaded_count: number;
  rejected_count: number;
  quarantined_count: number;
  repaired_count: number;
};

type FindingRow = {
  run_id: string;
  finding_number: number;
  source: string;
  feed: string;
  file: string;
  line: number | null;
  field: string | null;
  code: string;
  value: string | null;
  reason: string;
  mend: string;
};

/** A generation that is kept for ever, and why. */
export type HeldGeneration = { generation: string; reason: string; held_by: string; held_at: string };

/** A process, as another one on any machine may tell whether it is still there. */
export type Holder = { pid: number; boot: string; host: string };

type LeaseRow = {
  lease: "publish";
  token: number;
  run_id: string | null;
  pid: number | null;
  boot: string | null;
  host: string | null;
  taken_at: string | null;
  heartbeat_at: string | null;
};

type SlotRow = {
  job: string;
  business_on: string;
  state: "running" | "done" | "failed" | "missed";
  due_at: string;
  claimed_at: string | null;
  ended_at: string | null;
  heartbeat_at: string | null;
  pid: number | null;
  boot: string | null;
  host: string | null;
  message: string | null;
};
