import type { Linked } from "../suppress/linked.ts";

/**
 * A number as it stands in a release: how many, where, and whether it may be hidden, is known already, must be hidden, is
 * never shown, or is past: a former number, or a change since, which may be anything.
 */
type Standing = { persons: number; place: string; state: "free" | "open" | "closed" | "latent" | "past" };

/** Somebody who knows all numbers at some places, and counts among those at others. Many share the same list of these. */
export type Insider = { knows: string[]; shares: string[] };

/** One system for `protect`, put together from the numbers of one or two releases and the sums between them. */
export type Draft = {
  /** Adds a number under a name, and gives its cell. */
  add(name: string, standing: Standing): number;
  /** Adds a sum of cells. Where the whole is undefined, what is known besides is as much as its parts. */
  sum(whole: number | undefined, parts: readonly number[]): void;
  /** Whether the number of a cell is not known. */
  isUnknown(cell: number): boolean;
  /** The system, with those who know the cells of some places. */
  linked(insiders: Insider[]): Linked;
  /** The names of the numbers, by cell. */
  names: string[];
};

export function startDraft(): Draft {
  const standings: Standing[] = [];
  const sums: { whole: number; parts: readonly number[] }[] = [];
  const names: string[] = [];
  const add = (name: string, standing: Standing) => {
    names.push(name);
    return standings.push(standing) - 1;
  };
  return {
    add,
    names,
    sum: (whole, parts) => {
      if (parts.length === 0 && whole === undefined) return;
      const persons = parts.reduce((total, cell) => total + (standings[cell]?.persons ?? 0), 0);
      sums.push({ whole: whole ?? add("known", { persons, place: "", state: "open" }), parts });
    },
    isUnknown: (cell) => standings[cell]?.state !== "open",
    linked: (insiders) => ({
      values: standings.map(({ persons }) => persons),
      sums,
      ...cellsByState(standings),
      ...cellsOfInsiders(standings, insiders),
    }),
  };
}

function cellsByState(standings: Standing[]): Pick<Linked, "open" | "closed" | "latent" | "past" | "least"> {
  const found: Record<Standing["state"], number[]> = { free: [], open: [], closed: [], latent: [], past: [] };
  for (const [cell, { state }] of standings.entries()) found[state].push(cell);
  // Nothing is assumed of a former number, not even that there were not fewer than none.
  const least = standings.map(({ state }) => (state === "past" ? Number.NEGATIVE_INFINITY : 0));
  return {
    open: new Set(found.open),
    closed: new Set(found.closed),
    latent: new Set([...found.latent, ...found.past]),
    past: new Set(found.past),
    least,
  };
}

function cellsOfInsiders(standings: Standing[], insiders: Insider[]): Pick<Linked, "insiders" | "shared"> {
  const byPlace = new Map<string, number[]>();
  for (const [cell, { place, state }] of standings.entries()) {
    // What everybody knows moves for nobody.
    if (state === "open") continue;
    const cells = byPlace.get(place);
    if (cells) cells.push(cell);
    else byPlace.set(place, [cell]);
  }
  const cellsAt = (places: string[]) => places.flatMap((place) => byPlace.get(place) ?? []);
  const present = insiders.filter(({ knows }) => knows.some((place) => byPlace.has(place)));
  const shares = new Map(present.map(({ shares }) => [shares, [] as number[]]));
  for (const places of shares.keys()) shares.set(places, cellsAt(places));
  return {
    insiders: present.map(({ knows }) => cellsAt(knows)),
    shared: present.map(({ shares: places }) => shares.get(places) ?? []),
  };
}
