type Bucket = { tokens: number; at: number };
type Rule = { aMinute: number; keys: number };

/** Token buckets by key: each holds a minute's worth and fills evenly. */
export type Buckets = {
  /** Takes one; gives the seconds to wait where there is none, else 0. */
  take(key: string, now: number): number;
  giveBack(key: string): void;
};

/**
 * Kept in memory for the keys that were used last, so that a flood of made-up ones costs no more than `keys` entries. The
 * libraries for this keep a timer or an entry for every key they have seen.
 */
export function bucketsOf({ aMinute, keys }: Rule): Buckets {
  const kept = new Map<string, Bucket>();
  return {
    take(key, now) {
      const { tokens, at } = kept.get(key) ?? { tokens: aMinute, at: now };
      const filled = Math.min(aMinute, tokens + (Math.max(0, now - at) * aMinute) / 60_000);
      const isEmpty = filled < 1;
      kept.delete(key);
      kept.set(key, { tokens: isEmpty ? filled : filled - 1, at: now });
      const [oldest] = kept.keys();
      if (kept.size > keys && oldest !== undefined) kept.delete(oldest);
      return isEmpty ? Math.ceil(((1 - filled) * 60) / aMinute) : 0;
    },
    giveBack(key) {
      const bucket = kept.get(key);
      if (bucket) bucket.tokens = Math.min(aMinute, bucket.tokens + 1);
    },
  };
}
