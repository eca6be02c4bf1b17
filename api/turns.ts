/** Work one after the other: each waits until the one before has ended, however that went. */
export function turns(): <Made>(work: () => Promise<Made>) => Promise<Made> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

/** Does this for each of many, so many at once; gives what came of each in the order of the many. */
export async function sideBySide<One, Made>(
  many: readonly One[],
  atOnce: number,
  work: (one: One) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  const waiting = many.entries();
  const workers = Array.from({ length: atOnce }, async () => {
    for (const [at, one] of waiting) made[at] = await work(one);
  });
  await Promise.all(workers);
  return made;
}
