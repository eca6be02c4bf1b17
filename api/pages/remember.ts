import { LRUCache } from "lru-cache";

/**
 * Keeps the answers to the last questions, and asks once where many ask at the same time. Only for what cannot change
 * under its key: the reader, the day her grants hold on and the generation must all be in it. A failure is not kept.
 */
export function remember<Answer>(size: number): (key: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const kept = new LRUCache<string, Promise<Answer>>({ max: size });
  return (key, ask) => {
    const known = kept.get(key);
    if (known) return known;
    const answer = ask();
    kept.set(key, answer);
    answer.catch(() => kept.delete(key));
    return answer;
  };
}
