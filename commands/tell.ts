import type { Values } from "./options.ts";

export function print(values: Values, found: unknown, text: string): void {
  process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : `${text}\n`);
}

export function tell(
  values: Values,
  { found, text, isSound }: { found: unknown; text: string; isSound: boolean },
) {
  if (!isSound) process.exitCode = 1;
  print(values, found, text);
}

/** A refusal of ours says all in its message; of anything else the cause helps whoever must find it. */
export function tellError(error: unknown): void {
  const isOurs = error instanceof Error && (error.name !== "Error" || error.cause === undefined);
  const message = error instanceof Error ? inWords(error) : String(error);
  const cause = isOurs || !(error instanceof Error) ? "" : `\n${error.cause}`;
  process.stderr.write(`${message}${cause}\n`);
  // 75 asks whoever started this to try again: another load has the right to publish.
  const isBusy = error instanceof Error && "code" in error && error.code === "run.locked";
  process.exitCode ??= isBusy ? 75 : 1;
}

/** What the machine refuses, as a sentence with what to do about it. */
function inWords(error: Error): string {
  const { code, path = "the place to write to" }: NodeJS.ErrnoException = error;
  if (code === "ENOSPC") return "The disk is full: free some space and start this again.";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return `This user may not read or write ${path} (${code}): change its permissions, or name another place.`;
  if (code === "ENOTDIR" || code === "EEXIST")
    return `A file stands where a folder is needed, at ${path}: name another place.`;
  return error.message;
}
