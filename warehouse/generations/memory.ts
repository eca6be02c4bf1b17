import { LRUCache } from "lru-cache";

/** Asks once what a generation cannot say otherwise, since it never changes; what was not used for longest is forgotten. */
export type Memory = <Found extends object>(key: string, ask: () => Promise<Found>) => Promise<Found>;

const MOST = 20_000;

export function memory(most = MOST): Memory {
  const kept = new LRUCache<string, Promise<object>>({ max: most });
  return <Found extends object>(key: string, ask: () => Promise<Found>) => {
    const found = (kept.get(key) as Promise<Found> | undefined) ?? ask();
    kept.set(key, found);
    found.catch(() => kept.delete(key));
    return found;
  };
}
