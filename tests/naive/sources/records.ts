import { existsSync } from "node:fs";
import { join } from "node:path";
import { contracts } from "./contracts.ts";
import { type Entry, readCsv, type Table } from "./read-csv.ts";
import { readPackage } from "./read-package.ts";
import { type KnownRows, type Refused, sift } from "./refuse.ts";

/** How many rows of a file were read, and what became of them. */
type Counted = {
  source: string;
  feed: string;
  read: number;
  loaded: number;
  rejected: number;
  quarantined: number;
};

/** All that the source files of a folder say, after the rows that break their contract are refused. */
export type Records = {
  /** Rows of a delimited feed, of all sources. */
  feed: (feed: string) => Entry[];
  /** Rows of a OneRoster table, of all packages. */
  roster: (file: string) => Entry[];
  /** Rows of the state's published file, without its blank and total rows. */
  census: Entry[];
  refused: Refused[];
  counted: Counted[];
};

const systems = ["camino", "brightpath", "harbor", "sped", "finance"];

export function readRecords(folder: string): Records {
  const packages = systems.flatMap((system) => {
    const path = join(folder, `${system}-oneroster.zip`);
    return existsSync(path) ? [readPackage(path, system)] : [];
  });
  const roster = (file: string) => packages.flatMap((tables) => tables.get(file)?.entries ?? []);
  const kept = new Map<string, Entry[]>();
  const refused: Refused[] = [];
  const counted: Counted[] = [];
  const known = knownRows(roster("users.csv"), kept);
  for (const feed of Object.keys(contracts))
    for (const system of systems) {
      const file = `${system}/${feed}.csv`;
      const path = join(folder, file);
      if (!existsSync(path)) continue;
      const table = readCsv(path, system);
      const sifted = sift(table, { feed, file }, known);
      kept.set(feed, [...(kept.get(feed) ?? []), ...sifted.kept]);
      for (const row of sifted.refused) refused.push(row);
      counted.push(count(table, { source: system, feed }, sifted.kept.length));
    }
  const published = readCsv(join(folder, "state", "frpm.csv"), "state");
  const census = published.entries.filter((entry) => entry.of("School Code") !== "");
  const quarantined = published.entries.length - census.length;
  counted.push({
    ...count(published, { source: "state", feed: "frpm" }, census.length),
    rejected: 0,
    quarantined,
  });
  return { feed: (feed) => kept.get(feed) ?? [], roster, census, refused, counted };
}

function count(table: Table, of: { source: string; feed: string }, loaded: number): Counted {
  const read = table.entries.length;
  return { ...of, read, loaded, rejected: read - loaded, quarantined: 0 };
}

function knownRows(users: Entry[], kept: Map<string, Entry[]>): KnownRows {
  const students = new Set(users.map((user) => `${user.source} ${user.of("sourcedId")}`));
  const ids = new Map<string, Set<string>>();
  const schoolDays = new Set<string>();
  return {
    isStudent: (source, id) => students.has(`${source} ${id}`),
    ids: (feed, column, source) => {
      const name = `${feed} ${column} ${source}`;
      const rows = (kept.get(feed) ?? []).filter((entry) => source === null || entry.source === source);
      const found = ids.get(name) ?? new Set(rows.map((entry) => entry.of(column)));
      ids.set(name, found);
      return found;
    },
    isSchoolDay: (organization, day) => {
      if (schoolDays.size === 0)
        for (const entry of kept.get("calendar") ?? [])
          if (entry.of("day_type") === "instructional")
            schoolDays.add(`${entry.of("organization_id")} ${entry.of("calendar_on")}`);
      return schoolDays.has(`${organization} ${day}`);
    },
  };
}
