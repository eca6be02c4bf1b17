/** Who asks: a person, and the place that her grants are over, so that no school waits for another's many. */
type Asker = { person: string; place: string };
/** How many are answered at once, and how long anybody may be expected to wait. */
type Rule = {
  atOnce: number;
  patienceMs: number;
  now: () => number;
  /** Aborts when nobody is let in any more: those who wait are sent away at once, to come back elsewhere. */
  ending?: AbortSignal | undefined;
};

/** A place among those that are answered: `leave` gives it back. Refused with the seconds to wait instead. */
export type Entry = { leave: () => void } | { comeBackIn: number };
export type FairQueue = {
  enter: (asker: Asker, gone?: AbortSignal) => Promise<Entry>;
  /** The seconds to wait before coming back, whoever asks; null where somebody who comes now is let in or may wait. */
  comeBackIn: () => number | null;
};

type Waiting = Asker & { order: number; take: (entry: Entry) => void };
type Answered = Asker & { since: number };

/** How much the latest answer counts in the mean of how long one takes. */
const SENT_AWAY = { comeBackIn: 1 };
const LATEST = 0.1;
const FIRST_GUESS_MS = 50;

/**
 * Lets some through at once, and of those who wait first whose place, then who herself has least under way, then who came
 * first. Whoever would wait longer than the patience is refused at once: an overload then costs the refused nothing and
 * those inside no more than the patience. Who has gone away waits no longer.
 */
export function fairQueue({ atOnce, patienceMs, now, ending }: Rule): FairQueue {
  const answered = new Set<Answered>();
  const waiting = new Set<Waiting>();
  let meanMs = FIRST_GUESS_MS;
  let order = 0;
  const underWay = (key: keyof Asker, value: string) =>
    [...answered].filter((one) => one[key] === value).length;
  const isBefore = (one: Waiting, other: Waiting) => {
    const places = underWay("place", one.place) - underWay("place", other.place);
    const persons = underWay("person", one.person) - underWay("person", other.person);
    return (places || persons || one.order - other.order) < 0;
  };
  const letIn = (asker: Asker): Entry => {
    const inside: Answered = { ...asker, since: now() };
    answered.add(inside);
    const leave = () => {
      if (!answered.delete(inside)) return;
      meanMs += LATEST * (now() - inside.since - meanMs);
      const [first, ...others] = waiting;
      if (!first) return;
      const next = others.reduce((best, one) => (isBefore(one, best) ? one : best), first);
      waiting.delete(next);
      next.take(letIn(next));
    };
    return { leave };
  };
  ending?.addEventListener("abort", () => {
    for (const { take } of waiting) take(SENT_AWAY);
    waiting.clear();
  });
  const comeBackIn = () => {
    if (ending?.aborted) return SENT_AWAY.comeBackIn;
    if (answered.size < atOnce) return null;
    const expectedMs = ((waiting.size + 1) * meanMs) / atOnce;
    return expectedMs > patienceMs ? Math.ceil(expectedMs / 1000) : null;
  };
  return {
    comeBackIn,
    async enter(asker, gone) {
      const seconds = comeBackIn();
      if (seconds !== null) return { comeBackIn: seconds };
      if (answered.size < atOnce) return letIn(asker);
      return new Promise<Entry>((take) => {
        const mine: Waiting = { ...asker, order: order++, take };
        waiting.add(mine);
        gone?.addEventListener("abort", () => waiting.delete(mine) && take(SENT_AWAY), {
          once: true,
        });
      });
    },
  };
}
