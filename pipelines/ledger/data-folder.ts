import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.ts";

/** Makes the data folder where it is not there yet. Throws a Refusal when this user cannot write it. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    if (asRefusal(error, dataDir) !== error) throw asRefusal(error, dataDir);
    const why = error instanceof Error && "code" in error ? error.code : error;
    throw new Refusal(
      "run.no_data_folder",
      `The data folder ${dataDir} cannot be written (${why}). Give this user the right to, or name another with --data.`,
    );
  }
}

/**
 * Node, DuckDB and SQLite each say in their own words that a disk is full, sometimes as the cause of another error. SQLite
 * does not say why a file beside its own cannot be made or made larger: then the disk is asked.
 */
export function asRefusal(error: unknown, dataDir: string): unknown {
  const said = chainOf(error);
  const isFull =
    /ENOSPC|EDQUOT|No space left|Could not write|disk quota|SQLITE_FULL|disk is full/i.test(said) ||
    (/SQLITE_(IOERR|CANTOPEN)/.test(said) && cannotGrow(dataDir));
  if (!isFull) return error;
  return new Refusal(
    "run.disk_full",
    `The disk that holds ${dataDir} is full. Free some space and load again; the published figures are untouched.`,
  );
}

function cannotGrow(dataDir: string): boolean {
  const probe = join(dataDir, `probe-${process.pid}.tmp`);
  try {
    writeFileSync(probe, Buffer.alloc(65_536), { flush: true });
    return false;
  } catch (error) {
    return /ENOSPC|EDQUOT/.test(chainOf(error));
  } finally {
    rmSync(probe, { force: true });
  }
}

function chainOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return `${error.message} ${"code" in error ? error.code : ""} ${chainOf(error.cause)}`;
}
