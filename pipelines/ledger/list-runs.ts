import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Control, openControl, type RunDocument } from "#warehouse";

/** Where Rollbook remembers: DIR/control.sqlite, or PostgreSQL where `databaseUrl` is set. */
export type StorePlace = { dataDir: string; databaseUrl?: string | undefined };

/** The runs of a data folder, the latest first. Looking makes no store where there is none yet. */
export async function listRuns(
  place: StorePlace,
  asked: { run?: string; limit?: number } = {},
): Promise<RunDocument[]> {
  if (!place.databaseUrl && !existsSync(join(place.dataDir, "control.sqlite"))) return [];
  return withControl(place, (control) => control.runs(asked));
}

/** Opens the control store for one piece of work, and closes it. */
export async function withControl<T>(place: StorePlace, work: (control: Control) => Promise<T>): Promise<T> {
  const control = await openControl(place);
  try {
    return await work(control);
  } finally {
    await control.close();
  }
}
