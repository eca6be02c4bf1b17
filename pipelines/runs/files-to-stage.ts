import type { Manifest } from "#warehouse";
import { Refusal } from "../refusal.ts";
import { isDelta } from "../sources/delimited/delta.ts";
import { type LandedFile, landedFile } from "./stage-files.ts";

/**
 * What the next generation is built from: a whole file stands in place of all earlier ones of its feed, a delta behind
 * them with its number, and whatever this load brings nothing newer for stays. A delta that is there as the last one already changes
 * nothing. Throws a Refusal for a delta without a whole file before it.
 */
export function filesToStage(current: Manifest | null, landed: LandedFile[]): LandedFile[] {
  const whole = landed.filter((file) => !isDelta(file));
  const replaced = new Set(whole.map(feedOf));
  const kept = (current?.sources ?? []).map(landedFile).filter((file) => !replaced.has(feedOf(file)));
  const files = [...whole, ...kept];
  for (const delta of landed.filter(isDelta)) {
    const before = files.filter((file) => feedOf(file) === feedOf(delta));
    const last = before.at(-1);
    if (!last) throw withoutWhole(delta);
    if (isDelta(last) && last.sha256 === delta.sha256) continue;
    files.push({ ...delta, file: `${delta.file}#${before.length}` });
  }
  return files;
}

const feedOf = ({ source, feed }: LandedFile) => `${source}/${feed}`;

const withoutWhole = ({ source, feed, file }: LandedFile): Refusal =>
  new Refusal(
    "file.missing",
    `${file} holds changes of ${feed}, and the source "${source}" has sent no whole file of it yet. Load the whole file first.`,
  );
