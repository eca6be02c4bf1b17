import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.ts";

/**
 * Reads a file or folder and holds what it was before against what it is then. Throws a Refusal where somebody has
 * written to it meanwhile: half of the old and half of the new is neither.
 */
export async function whileUnchanged<T>(path: string, shownAs: string, read: () => Promise<T>): Promise<T> {
  const before = stateOf(path);
  const isChanged = () => before !== null && before !== stateOf(path);
  try {
    const found = await read();
    if (!isChanged()) return found;
  } catch (error) {
    // What is wrong with half of a file is nobody's error.
    if (!isChanged()) throw error;
  }
  throw new Refusal(
    "file.changed",
    `${shownAs} changed while it was read (${path}). Nothing of it was kept; load again when whoever writes it has finished.`,
  );
}

/** Sizes, times and inodes: a file put in the place of another has an inode of its own. Null where nothing can be seen. */
function stateOf(path: string): string | null {
  try {
    const found = statSync(path, { bigint: true });
    if (!found.isDirectory()) return `${found.size} ${found.mtimeNs} ${found.ino}`;
    const members = readdirSync(path).sort();
    return members
      .map((name) => {
        const { size, mtimeNs, ino } = statSync(join(path, name), { bigint: true });
        return `${name} ${size} ${mtimeNs} ${ino}`;
      })
      .join("\n");
  } catch (error) {
    // What cannot be read is the reader's to refuse; what is gone afterwards has changed.
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? "gone" : null;
  }
}
