/** A stream of numbers from 0 to 1; the same seed, purpose and number always give the same stream. */
export type Random = () => number;

/** mulberry32, started from a mix of the three arguments, so that no draw depends on who drew before. */
export function random(seed: number, purpose: string, number = 0): Random {
  let state = mixed(mixed(seed | 0, hash(purpose)), number | 0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function between(draw: Random, low: number, high: number): number {
  return low + Math.floor(draw() * (high - low + 1));
}

export function pick<T>(draw: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(draw() * list.length)];
  if (chosen === undefined) throw new Error("Nothing to choose from: the list is empty.");
  return chosen;
}

/** Chooses by weight; the weights need not sum to one. */
export function weighted<T>(draw: Random, choices: readonly (readonly [T, number])[]): T {
  let rest = draw() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of choices) {
    rest -= weight;
    if (rest < 0) return value;
  }
  return pick(draw, choices)[0];
}

/** A draw from the normal distribution with mean 0 and deviation 1 (Box-Muller). */
export function normal(draw: Random): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}

function mixed(left: number, right: number): number {
  let value = Math.imul(left ^ 0x9e3779b9, 0x85ebca6b) ^ right;
  value = Math.imul(value ^ (value >>> 16), 0xc2b2ae35);
  return value ^ (value >>> 13);
}
