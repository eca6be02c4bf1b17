import type { Control, RunDocument, RunStep } from "#warehouse";
import type { HeldLease } from "./hold-lease.ts";
import { isLocked, isUnreachable, retrying } from "./retrying.ts";

/**
 * Does one step of a run on record, again where that can help. `count` says how much was done: files, rows, tables,
 * checks or parts. Throws a Refusal before it begins when another run has taken over.
 */
export type RecordStep = <T>(
  step: RunStep["step"],
  act: () => Promise<T>,
  count?: (found: T) => number,
) => Promise<T>;

type Recording = {
  control: Control;
  clock: () => Date;
  run: RunDocument;
  lease: HeldLease;
  delaysMs: number[];
};

export function stepsOf({ control, clock, run, lease, delaysMs }: Recording): RecordStep {
  let begun = 0;
  const patiently = <T>(act: () => Promise<T>) => retrying({ delaysMs, mayPass: isLocked }, act);
  return (step, act, count) =>
    // What has arrived may be read in vain a second time; only a source that does not answer may answer later.
    retrying({ delaysMs, mayPass: (error) => step === "land" && isUnreachable(error) }, async (attempt) => {
      await patiently(() => lease.refuseIfLost());
      const step_number = begun++;
      const started_at = clock().toISOString();
      await patiently(() => control.beginStep(run.run, { step_number, step, attempt, started_at }));
      const end = (of: Pick<RunStep, "state" | "done_count" | "message">) =>
        patiently(() => control.endStep(run.run, step_number, { ...of, ended_at: clock().toISOString() }));
      try {
        const found = await act();
        await end({ state: "done", done_count: count?.(found) ?? null, message: null });
        return found;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        // Where this cannot be noted, the error says why.
        await end({ state: "failed", done_count: null, message }).catch(() => {});
        throw error;
      }
    });
}
