import type { Kysely } from "kysely";
import type { ManifestSource } from "../../generations/manifest.ts";
import type { ControlTables } from "../tables.ts";
import type { HeldGeneration, RunRow } from "./rows.ts";
import { fileRow, type Rejection, type RunDocument, type RunStep, readRuns } from "./run-document.ts";

/** What becomes of a run. */
type RunEnd = Pick<RunRow, "state" | "generation" | "message" | "ended_at">;
/** One attempt at a step; steps are numbered in the order in which they began. */
type NewStep = Pick<RunStep, "step" | "attempt" | "started_at"> & { step_number: number };

/** What was loaded when, by whom, step by step, and what became of it. Times are ISO-8601 text in UTC. */
export type RunLedger = {
  beginRun(run: Omit<RunDocument, "steps" | "files" | "findings">): Promise<void>;
  beginStep(run: string, step: NewStep): Promise<void>;
  endStep(
    run: string,
    stepNumber: number,
    end: Pick<RunStep, "state" | "done_count" | "message" | "ended_at">,
  ): Promise<void>;
  /** Keeps a run's files in place of those that were kept of it before. */
  keepFiles(run: string, files: ManifestSource[]): Promise<void>;
  /** Keeps what a run refused in place of what was kept of it before. */
  keepFindings(run: string, findings: Rejection[]): Promise<void>;
  endRun(run: string, end: RunEnd): Promise<void>;
  /** Keeps a generation whatever the retention says; of one that is held already, the first reason stays. */
  holdGeneration(held: HeldGeneration): Promise<void>;
  heldGenerations(): Promise<HeldGeneration[]>;
  /** Runs with all that is known of them, the latest first. */
  runs(asked?: { run?: string; generation?: string; limit?: number }): Promise<RunDocument[]>;
  /** Runs without their steps, files and findings, the latest first. */
  runHeads(asked: { limit: number } | { state: RunRow["state"] }): Promise<RunRow[]>;
};

export function runLedgerOver(db: Kysely<ControlTables>): RunLedger {
  return {
    async beginRun({ run, ...row }) {
      await db
        .insertInto("load_run")
        .values({ run_id: run, ...row })
        .execute();
    },
    async beginStep(run_id, step) {
      const running = { state: "running" as const, done_count: null, message: null, ended_at: null };
      await db
        .insertInto("run_step")
        .values({ run_id, ...step, ...running })
        .execute();
    },
    async endStep(run, stepNumber, end) {
      const one = db.updateTable("run_step").set(end).where("run_id", "=", run);
      await one.where("step_number", "=", stepNumber).execute();
    },
    keepFiles: (run, files) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("run_file").where("run_id", "=", run).execute();
        const rows = files.map((file, file_number) => fileRow(run, file_number, file));
        if (rows.length > 0) await transaction.insertInto("run_file").values(rows).execute();
      }),
    keepFindings: (run, findings) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("run_finding").where("run_id", "=", run).execute();
        const rows = findings.map((finding, finding_number) => ({ run_id: run, finding_number, ...finding }));
        if (rows.length > 0) await transaction.insertInto("run_finding").values(rows).execute();
      }),
    async endRun(run, end) {
      await db.updateTable("load_run").set(end).where("run_id", "=", run).execute();
    },
    async holdGeneration(held) {
      await db
        .insertInto("held_generation")
        .values(held)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    heldGenerations: () => db.selectFrom("held_generation").selectAll().orderBy("generation").execute(),
    runs: (asked = {}) => readRuns(db, asked),
    runHeads(asked) {
      const newest = db
        .selectFrom("load_run")
        .selectAll()
        .orderBy("started_at", "desc")
        .orderBy("run_id", "desc");
      return "limit" in asked
        ? newest.limit(asked.limit).execute()
        : newest.where("state", "=", asked.state).execute();
    },
  };
}
