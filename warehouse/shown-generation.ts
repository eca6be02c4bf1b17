import type { Manifest } from "./generations/manifest.ts";

/** No longer than this are readers shown an older generation: a busy morning's questions are asked within it. */
const SHOWN_AT_MOST_MS = 5 * 60_000;

type Place = {
  /** Every generation that can be read now, oldest first: retired ones are not among them. */
  readable: () => Manifest[];
  now?: () => number;
};

type ShownGeneration = {
  /** What readers are shown; the newest where nothing was shown before. Undefined before the first. */
  current(): Manifest | undefined;
  /** From now on they are shown this one. */
  show(manifest: Manifest): void;
};

/**
 * Readers stay on the generation that they were shown until `show` names the next, whose answers are asked ahead
 * meanwhile. They move to the newest at once where what they were shown can no longer be read, where a later one says so
 * of itself (`at_once`), and when asking takes too long; and never back.
 */
export function shownGeneration({ readable, now = Date.now }: Place): ShownGeneration {
  let shown: Manifest | null = null;
  let waitingSince: number | null = null;
  const show = (manifest: Manifest) => {
    shown = manifest;
    waitingSince = null;
  };
  const mayStay = (before: Manifest, all: Manifest[]) => {
    const at = all.findIndex(({ generation }) => generation === before.generation);
    if (at === -1 || all.slice(at + 1).some((later) => later.at_once)) return false;
    waitingSince ??= now();
    return now() - waitingSince < SHOWN_AT_MOST_MS;
  };
  return {
    current() {
      const all = readable();
      const newest = all.at(-1);
      if (!newest || shown === null || shown.generation === newest.generation) return newest;
      if (mayStay(shown, all)) return shown;
      show(newest);
      return newest;
    },
    show,
  };
}
