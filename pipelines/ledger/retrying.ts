import { setTimeout as wait } from "node:timers/promises";

type Trying = {
  /** How long to wait before each further attempt; as many attempts more as there are delays. */
  delaysMs: number[];
  /** Whether trying again can help. */
  mayPass: (error: unknown) => boolean;
};

/** Does something again, a little later each time, where that can help; `act` is told which attempt it is, from 1. */
export async function retrying<T>(
  { delaysMs, mayPass }: Trying,
  act: (attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act(attempt);
    } catch (error) {
      const delay = delaysMs[attempt - 1];
      if (delay === undefined || !mayPass(error)) throw error;
      await wait(delay);
    }
  }
}

/** SQLite's word for another process that has written for longer than busy_timeout. */
export const isLocked = (error: unknown): boolean =>
  error instanceof Error && /SQLITE_BUSY|database is locked/.test(`${error.message} ${codeOf(error)}`);

/** A database of a source that may answer in a moment. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && /^database\.(unreachable|interrupted)$/.test(codeOf(error));

const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : "";
