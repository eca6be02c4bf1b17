type Visit = { age: number; isGuest: boolean };

/** A policy of two rules, of which its test knows one: that guests are kept out is never asked. */
export function mayEnter({ age, isGuest }: Visit): boolean {
  return age >= 18 && !isGuest;
}
