import type { DataPage } from "../contract.ts";

type Fitness = DataPage["fitness"];

/** Silence of this many school days makes a feed unfit. */
const DAYS_OF_SILENCE = 10;
/** So does a refusal of more than one row in a hundred. */
const ROWS_IN_A_HUNDRED = 1;

/** Whether each feed may be used for figures, and why. */
export function fitnessOf(grid: DataPage["grid"], sources: DataPage["sources"]): Fitness {
  const submitted = grid.feeds.map((feed) => submissionFitness(feed, grid));
  const feeds = [...new Set(sources.map(({ feed }) => feed))].sort();
  return [...submitted, ...feeds.map((feed) => rowFitness(feed, sources))];
}

function submissionFitness(feed: string, { schools }: DataPage["grid"]): Fitness[number] {
  const isSilent = (school: DataPage["grid"]["schools"][number]) => {
    const due = (school.cells[feed] ?? [])
      .filter((state) => state !== "not_expected")
      .slice(-DAYS_OF_SILENCE);
    return due.length > 0 && due.every((state) => state === "missing");
  };
  const silent = schools.filter(isSilent).map(({ label }) => label);
  const because =
    silent.length === 0
      ? `all ${schools.length.toLocaleString("en-US")} schools submitted in the last ${DAYS_OF_SILENCE} school days`
      : `${someOf(silent)} submitted nothing in the last ${DAYS_OF_SILENCE} school days`;
  return { feed: `${feed} submissions`, is_fit: silent.length === 0, because };
}

/** A sentence holds a few names; the grid has all of them. */
const NAMES_TOLD = 5;

function someOf(schools: string[]): string {
  const more = schools.length - NAMES_TOLD;
  return more > 0
    ? `${schools.slice(0, NAMES_TOLD).join(", ")} and ${more} more schools`
    : schools.join(", ");
}

function rowFitness(feed: string, sources: DataPage["sources"]): Fitness[number] {
  const files = sources.filter((source) => source.feed === feed);
  const read = files.reduce((total, { rows_read }) => total + rows_read, 0);
  const rejected = files.reduce((total, { rows_rejected }) => total + rows_rejected, 0);
  const is_fit = read > 0 && rejected * 100 <= read * ROWS_IN_A_HUNDRED;
  const rows = (count: number) => count.toLocaleString("en-US");
  const because =
    read === 0 ? "no rows were received" : `${rows(rejected)} of ${rows(read)} rows were refused`;
  return { feed, is_fit, because };
}
