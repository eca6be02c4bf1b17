import type { Manifest } from "./generations/manifest.ts";

/** No longer than this are readers shown an older generation: a busy morning's questions are asked within it. */
const SHOWN_AT_MOST_MS = 5 * 60_000;

type Place = {
  newest: () => Manifest;
  /** All that are published; retired ones are not among them. */
  manifests: () => Manifest[];
  now?: () => number;
};

type ShownGeneration = {
  /** What readers are shown. Throws `not_ready`. */
  current(): Manifest;
  /** From now on they are shown this one. */
  show(manifest: Manifest): void;
};

/**
 * Readers stay on the generation that they were shown until `show` names the next, whose answers are asked ahead
 * meanwhile. At once they are shown the newest where nothing was shown before, where what was shown is no longer
 * published or is taken back, and when asking takes too long.
 */
export function shownGeneration({ newest, manifests, now = Date.now }: Place): ShownGeneration {
  let shown: Manifest | null = null;
  let waiting: { for: string; since: number } | null = null;
  const isTakenBack = (before: Manifest, latest: Manifest) =>
    latest.fingerprint !== before.fingerprint &&
    manifests().some(
      ({ generation, fingerprint }) => generation !== latest.generation && fingerprint === latest.fingerprint,
    );
  return {
    current() {
      const latest = newest();
      if (shown === null || shown.generation === latest.generation) return latest;
      if (waiting?.for !== latest.generation)
        waiting = { for: latest.generation, since: waiting?.since ?? now() };
      const isThere = manifests().some(({ generation }) => generation === shown?.generation);
      const isLong = now() - waiting.since >= SHOWN_AT_MOST_MS;
      return !isThere || isLong || isTakenBack(shown, latest) ? latest : shown;
    },
    show(manifest) {
      shown = manifest;
      waiting = null;
    },
  };
}
