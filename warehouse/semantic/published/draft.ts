import type { Linked } from "../suppress/linked.ts";

/**
 * A number as it stands in a release: how many, where, and whether it may be hidden, is known already, must be hidden, is
 * never shown, or is past: a former number, or a change since, which may be anything.
 */
type Standing = { persons: number; place: string; state: "free" | "open" | "closed" | "latent" | "past" };

/** Somebody who knows all numbers at some places, and counts among those at others. */
export type Insider = { knows: string[]; shares: string[] };

/** One system for `protect`, put together from the numbers of one or two releases and the sums between them. */
export type Draft = {
  /** Adds a number under a name of its own; what has the name already stays. */
  add(name: string, standing: Standing): void;
  /** Adds a sum. Numbers that have no name here are known, and so is a whole that is null. */
  sum(whole: string | null, parts: readonly string[]): void;
  /** Whether a number has the name and is not known. */
  isUnknown(name: string): boolean;
  /** The system, with those who know the cells of some places. */
  linked(insiders: Insider[]): Linked;
  /** The names of the numbers, by cell. */
  names(): string[];
};

export function startDraft(): Draft {
  const cells = new Map<string, number>();
  const standings: Standing[] = [];
  const sums: { whole: number; parts: number[] }[] = [];
  const add = (name: string, standing: Standing): number => {
    const known = cells.get(name);
    if (known !== undefined) return known;
    cells.set(name, standings.length);
    return standings.push(standing) - 1;
  };
  return {
    add,
    sum: (whole, parts) => {
      const found = parts.flatMap((part) => cells.get(part) ?? []);
      const named = whole === null ? undefined : cells.get(whole);
      if (found.length === 0 && named === undefined) return;
      const persons = found.reduce((total, cell) => total + (standings[cell]?.persons ?? 0), 0);
      sums.push({
        whole: named ?? add(`known ${sums.length}`, { persons, place: "", state: "open" }),
        parts: found,
      });
    },
    isUnknown: (name) => {
      const standing = standings[cells.get(name) ?? -1];
      return standing !== undefined && standing.state !== "open";
    },
    linked: (insiders) => ({
      values: standings.map(({ persons }) => persons),
      sums,
      ...cellsByState(standings),
      ...cellsOfInsiders(standings, insiders),
    }),
    names: () => [...cells.keys()],
  };
}

function cellsByState(standings: Standing[]): Pick<Linked, "open" | "closed" | "latent" | "past" | "least"> {
  const inState = (...states: Standing["state"][]) =>
    new Set(standings.flatMap(({ state }, cell) => (states.includes(state) ? [cell] : [])));
  return {
    open: inState("open"),
    closed: inState("closed"),
    latent: inState("latent", "past"),
    past: inState("past"),
    // Nothing is assumed of a former number, not even that there were not fewer than none.
    least: standings.map(({ state }) => (state === "past" ? Number.NEGATIVE_INFINITY : 0)),
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
  return {
    insiders: present.map(({ knows }) => cellsAt(knows)),
    shared: present.map(({ shares }) => cellsAt(shares)),
  };
}
