import { accessSync, constants, mkdirSync } from "node:fs";
import { Refusal } from "../refusal.ts";

/** Makes the data folder where it is not there yet. Throws a Refusal when this user cannot write it. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? error.code : error;
    throw new Refusal(
      "run.no_data_folder",
      `The data folder ${dataDir} cannot be written (${why}). Give this user the right to, or name another with --data.`,
    );
  }
}

/** Node, DuckDB and SQLite each say in their own words that a disk is full, sometimes as the cause of another error. */
export function asRefusal(error: unknown, dataDir: string): unknown {
  if (
    /ENOSPC|EDQUOT|No space left|Could not write|disk quota|SQLITE_FULL|disk is full/i.test(chainOf(error))
  ) {
    return new Refusal(
      "run.disk_full",
      `The disk that holds ${dataDir} is full. Free some space and load again; the published figures are untouched.`,
    );
  }
  return error;
}

function chainOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return `${error.message} ${"code" in error ? error.code : ""} ${chainOf(error.cause)}`;
}
