/**
 * Keeps the answers to the last questions, and asks once where many ask at the same time. Only for what cannot change
 * under its key: the reader, the day her grants hold on and the generation must all be in it. A failure is not kept.
 */
export function remember<Answer>(size: number): (key: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const kept = new Map<string, Promise<Answer>>();
  return (key, ask) => {
    const known = kept.get(key);
    const answer = known ?? ask();
    kept.delete(key);
    kept.set(key, answer);
    if (!known) answer.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > size && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
}
