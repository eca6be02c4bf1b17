import type { Manifest } from "./manifest.ts";

const ANSWERS_KEPT = 2000;

/**
 * Asks the newest generation and keeps what it said, since it never changes; a newer one forgets all of it. Nothing is
 * asked, and nothing found, before the first generation.
 */
export function keptByGeneration<Asked, Found>(
  manifests: () => Manifest[],
  ask: (current: Manifest, asked: Asked) => Promise<Found[]>,
): (asked: Asked) => Promise<Found[]> {
  let generation = "";
  const kept = new Map<string, Promise<Found[]>>();
  return async (asked) => {
    const current = manifests().at(-1);
    if (!current) return [];
    if (current.generation !== generation || kept.size >= ANSWERS_KEPT) kept.clear();
    generation = current.generation;
    const key = JSON.stringify(asked);
    const found = kept.get(key) ?? ask(current, asked);
    kept.set(key, found);
    found.catch(() => kept.delete(key));
    return found;
  };
}
