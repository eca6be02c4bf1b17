import {
  independentSums,
  indexed,
  isSmall,
  type Linked,
  type Protection,
  type Rule,
  random,
  type System,
  sensitiveCells,
  systemOf,
} from "./linked.ts";
import { narrowedAmong } from "./narrowed.ts";
import { type Board, type Demand, demandsOf, type Secure, type Secured, securing } from "./secure.ts";

/** What is to be protected, with the order and the prices that one attempt goes by; `cost` is what hiding costs in truth. */
type Task = {
  linked: Linked;
  rule: Rule;
  system: System;
  demands: Demand[];
  cost: Float64Array;
  price: Float64Array;
  /** Cells hidden from the start, of which the clean-up shows again what it can. */
  kept: ReadonlySet<number>;
  mostEffort: number;
};

/** How far the search goes; without bounds unless said. */
export type Search = {
  mostRestarts?: number;
  /** How many sums may be looked at for one cell: what is not protected by then is `unprotected`. */
  mostEffort?: number;
  /** The sensitive cells to look after: all of them, unless it is known that some are safe by what is hidden anyhow. */
  only?: readonly number[];
};

/** How many restarts in a row may bring nothing before the search ends. */
const patience = 20;

type Attempt = { board: Board; cost: number; unprotected: ReadonlySet<number> };

/**
 * Says which cells to hide so that none of the small ones can be narrowed: from all that is shown, each can still be
 * anything from 1 to the threshold, for outsiders and for every insider. A protected cell has witnesses: counts that are
 * possible too, with the cell at the threshold, and others with the cell at 1. Where the search finds none, the auditor
 * says whether the cell is `unprotected`. Gives the cheapest of several attempts, and always the same for the same question.
 */
export function protect(linked: Linked, rule: Rule, search: Search = {}): Protection {
  const { mostRestarts = Number.POSITIVE_INFINITY, mostEffort = Number.POSITIVE_INFINITY } = search;
  const system = systemOf(linked, independentSums(linked.values.length, linked.sums));
  const sensitive = search.only ?? sensitiveCells(linked, rule);
  const demands = sensitive.flatMap((cell) => demandsOf(cell, linked, rule)).sort(byDistance(system));
  const cost = Float64Array.from(linked.values, (value, cell) => costOf(linked, value, cell));
  const task = { linked, rule, system, demands, cost, price: cost, kept: new Set<number>(), mostEffort };
  const best = cheapest(task, mostRestarts);
  const isHidden = (_: number, cell: number) => linked.closed?.has(cell) || best.board.hidden[cell] === 1;
  const cells = linked.values.flatMap((value, cell) =>
    isHidden(value, cell) && !linked.latent?.has(cell) ? [cell] : [],
  );
  const hidden = new Set(cells);
  const unproven = [...best.unprotected].sort((a, b) => a - b);
  return { hidden, unprotected: narrowedAmong(unproven, { linked, hidden, rule }) };
}

/** The best of a first attempt and, where there is time, of others that start from parts of it. */
function cheapest(whole: Task, mostRestarts: number): Attempt {
  const most = Math.min(restartsFor(whole), mostRestarts);
  const task = most > 0 ? { ...whole, demands: unmet(whole) } : whole;
  const draw = random(task.system.size);
  let best = attempt(task);
  for (let restart = 0, inVain = 0; restart < most && inVain < patience; restart++, inVain++) {
    const next = attempt(shaken(task, best, draw));
    if (!isBetter(next, best)) continue;
    best = next;
    inVain = 0;
  }
  return best;
}

/** The demands that what is hidden in any case does not meet. The others are met whatever else is hidden. */
function unmet(task: Task): Demand[] {
  const secure = securing(boardOf(task));
  return task.demands.filter((demand) => !secure(demand, false).isReached);
}

/** Of as many cells rather the small ones are hidden, so that totals stay. A zero is shown, or hidden from the start. */
function costOf({ open, weights }: Linked, value: number, cell: number): number {
  if (open?.has(cell) || value === 0) return Number.POSITIVE_INFINITY;
  return weights?.[cell] ?? 1 + Math.log10(value + 1) / 10;
}

const byDistance =
  ({ value }: System) =>
  (a: Demand, b: Demand) =>
    Math.abs(b.target - (value[b.cell] ?? 0)) - Math.abs(a.target - (value[a.cell] ?? 0));

/** Small tables are cheap to try again: 40 times up to 8×6, three times for 24 schools, not at all for 100 × 8. */
function restartsFor({ system, demands }: Task): number {
  const work = system.size * demands.length + 1;
  return work > 200_000 ? 0 : Math.max(3, Math.min(40, Math.floor(60_000 / work)));
}

const isBetter = (one: Attempt, other: Attempt) =>
  one.unprotected.size < other.unprotected.size ||
  (one.unprotected.size === other.unprotected.size && one.cost < other.cost);

/** Another order and other prices, starting from a part of what the best attempt hid. */
function shaken(task: Task, best: Attempt, draw: () => number): Task {
  const demands = task.demands.map((demand) => ({ demand, place: draw() })).sort((a, b) => a.place - b.place);
  return {
    ...task,
    demands: demands.map(({ demand }) => demand),
    price: task.cost.map((cost) => cost * (0.7 + 0.6 * draw())),
    kept: new Set([...best.board.secondary].filter(() => draw() < 0.4)),
  };
}

function attempt(task: Task): Attempt {
  const board = boardOf(task);
  const secure = securing(board);
  const secured = new Map(task.demands.map((demand) => [demand, secure(demand, true)]));
  cleanUp(board, secure, secured);
  const failed = [...secured].filter(([, { isReached }]) => !isReached);
  const cost = [...board.secondary].reduce((sum, cell) => sum + (task.cost[cell] ?? 0), 0);
  return { board, cost, unprotected: new Set(failed.map(([{ sensitive }]) => sensitive)) };
}

function boardOf({ linked, rule, system, price, kept, mostEffort }: Task): Board {
  const { values, latent, closed, open, insiders = [], shared = [] } = linked;
  const isHidden = (value: number, cell: number) =>
    !open?.has(cell) && (isSmall(value, rule) || closed?.has(cell) || latent?.has(cell) || kept.has(cell));
  return {
    system,
    linked,
    price,
    knownTo: indexed(insiders),
    sharedBy: indexed(shared),
    counts: system.value.slice(),
    hidden: Uint8Array.from(values, (value, cell) => (isHidden(value, cell) ? 1 : 0)),
    barred: new Uint8Array(system.size),
    secondary: new Set(kept),
    effort: { left: mostEffort },
    mostEffort,
  };
}

/** Shows again what turned out to be hidden needlessly, dearest first. */
function cleanUp(board: Board, secure: Secure, secured: Map<Demand, Secured>): void {
  const { hidden, secondary, price } = board;
  const touching = new Map<number, Set<Demand>>();
  const note = (demand: Demand, { witnesses }: Secured) => {
    for (const cell of witnesses.flat())
      if (secondary.has(cell)) touching.set(cell, (touching.get(cell) ?? new Set()).add(demand));
  };
  for (const [demand, found] of secured) note(demand, found);
  const dearest = [...secondary].sort((a, b) => (price[b] ?? 0) - (price[a] ?? 0));
  for (const cell of dearest) {
    hidden[cell] = 0;
    const instead = withoutCell(cell, touching.get(cell) ?? new Set(), { secure, secured });
    if (!instead) {
      hidden[cell] = 1;
      continue;
    }
    secondary.delete(cell);
    for (const [demand, found] of instead) {
      secured.set(demand, found);
      note(demand, found);
    }
  }
}

type Standing = { secure: Secure; secured: ReadonlyMap<Demand, Secured> };

/** Other witnesses for the demands that counted on a cell, from what else is hidden; nothing when one finds none. */
function withoutCell(cell: number, demands: ReadonlySet<Demand>, { secure, secured }: Standing) {
  const instead = new Map<Demand, Secured>();
  for (const demand of demands) {
    const { witnesses = [], isReached } = secured.get(demand) ?? {};
    const kept = witnesses.filter((witness) => !witness.includes(cell));
    if (kept.length === witnesses.length) continue;
    const found = isReached ? secure(demand, false, kept) : undefined;
    if (!found?.isReached) return undefined;
    instead.set(demand, found);
  }
  return instead;
}
