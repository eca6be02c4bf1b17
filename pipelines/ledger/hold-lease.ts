import { type Control, isGone, type LeaseHolder, thisProcess } from "#warehouse";
import { Refusal } from "../refusal.ts";

/** A lease that this process holds and keeps saying so. */
export type HeldLease = {
  /** Throws a Refusal when another run has taken the lease over. */
  refuseIfLost(): Promise<void>;
  /** Does what only the holder may. Throws a Refusal when another run has taken the lease over; then nothing is done. */
  whileHolding(act: () => void): Promise<void>;
  giveBack(): Promise<void>;
};

type Wanted = { control: Control; dataDir: string; run: string; clock: () => Date; lapseMs: number };

/**
 * Takes the one right to publish into a data folder. Throws a Refusal while another run has it that lives: its process
 * is there, and has said so within `lapseMs`.
 */
export async function holdLease({ control, dataDir, run, clock, lapseMs }: Wanted): Promise<HeldLease> {
  const now = () => clock().toISOString();
  const other = await control.leaseHolder();
  if (other && !isDead(other, clock(), lapseMs)) throw busy(dataDir, other);
  const lease = await control.takeLease({ ...thisProcess(), run, now: now() }, other);
  if (!lease) throw busy(dataDir, await control.leaseHolder());
  const renew = () => control.renewLease(lease, now());
  // A store that cannot be written now may be at the next beat.
  const beat = setInterval(() => void renew().catch(() => {}), lapseMs / 6);
  beat.unref();
  const superseded = async () => lost(run, await control.leaseHolder());
  return {
    async refuseIfLost() {
      if (!(await renew())) throw await superseded();
    },
    async whileHolding(act) {
      if (!(await control.whileHolding(lease, now(), act))) throw await superseded();
    },
    async giveBack() {
      clearInterval(beat);
      await control.returnLease(lease);
    },
  };
}

/** Whether a run lives; while one does, no other is begun. */
export async function liveLease(control: Control, now: Date): Promise<LeaseHolder | undefined> {
  const holder = await control.leaseHolder();
  return holder && !isDead(holder, now, usualLapseMs) ? holder : undefined;
}

/** A process that computes may be silent for a while; one that is gone is seen at once, by its process id. */
export const usualLapseMs = 300_000;

const isDead = (holder: LeaseHolder, now: Date, lapseMs: number): boolean =>
  isGone(holder) || now.getTime() - Date.parse(holder.heartbeat_at) > lapseMs;

function busy(dataDir: string, other: LeaseHolder | undefined): Refusal {
  const who = other ? ` (${other.run}, process ${other.pid} on ${other.host}, since ${other.taken_at})` : "";
  return new Refusal(
    "run.locked",
    `Another load is running on ${dataDir}${who}. Wait until it has ended and start this one again.`,
  );
}

function lost(run: string, other: LeaseHolder | undefined): Refusal {
  const who = other ? ` (${other.run} of process ${other.pid} on ${other.host})` : "";
  return new Refusal(
    "run.superseded",
    `The run ${run} stood still for so long that another one has taken its place${who}. It published nothing; start it again if what it loads is newer.`,
  );
}
