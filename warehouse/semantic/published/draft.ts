import type { Linked } from "../suppress/linked.ts";
import type { Relation } from "./relation.ts";

/**
 * A number as it stands in a release: how many, where, and whether it may be hidden, is known already, must be hidden, is
 * never shown, or is past: hidden in the release before, and another one since.
 */
type Standing = { persons: number; place: string; state: "free" | "open" | "closed" | "latent" | "past" };

/** Somebody who knows all numbers at some places, and counts among those at others. */
export type Insider = { knows: string[]; shares: string[] };

/** One system for `protect`, put together from the numbers of one or two releases and the sums between them. */
export type Draft = {
  /** Adds a number under a name of its own; what has the name already stays. */
  add(name: string, standing: Standing): void;
  /** Adds a sum. `nameOf` says under which name a count stands; `release` keeps apart what two releases leave over. */
  relate(relation: Relation, nameOf: (id: string) => string, release: string): void;
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
  const isAsKnown = (rest: Relation["rest"]) => {
    const cell = cells.get(rest?.name ?? "");
    return cell === undefined || standings[cell]?.persons === rest?.persons;
  };
  return {
    add,
    relate: ({ whole, parts, rest }, nameOf, release) => {
      const found = [whole, ...parts].map((id) => (id === null ? undefined : cells.get(nameOf(id))));
      const isUnchanged =
        [whole, ...parts].every((id) => id === null || nameOf(id) === id) && isAsKnown(rest);
      const state = isUnchanged || release === "now" ? "latent" : "past";
      const left = rest
        ? [add(isUnchanged ? rest.name : `${release}\t${rest.name}`, { ...rest, state })]
        : [];
      const all = [...found.slice(1).filter((cell) => cell !== undefined), ...left];
      if (all.length === 0) return;
      const persons = all.reduce((total, cell) => total + (standings[cell]?.persons ?? 0), 0);
      const known: Standing = { persons, place: "", state: "open" };
      sums.push({ whole: found[0] ?? add(`${release}\tknown ${sums.length}`, known), parts: all });
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
    // That there were not fewer than none before says nothing of what a number is now.
    least: standings.map(({ state }) => (state === "past" ? Number.NEGATIVE_INFINITY : 0)),
  };
}

function cellsOfInsiders(standings: Standing[], insiders: Insider[]): Pick<Linked, "insiders" | "shared"> {
  const byPlace = new Map<string, number[]>();
  for (const [cell, { place }] of standings.entries()) {
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
