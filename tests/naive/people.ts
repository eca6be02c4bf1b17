import { earlier, plusDays } from "./days.ts";
import type { Identity } from "./identity.ts";
import type { Entry } from "./sources/read-csv.ts";
import type { Records } from "./sources/records.ts";
import type { StudentState } from "./sources/row.ts";

export type People = {
  /** The student as she was on a day; before anything is known of her, as when first known. */
  at: (person: string | null, day: string) => StudentState | null;
  names: Map<string, string>;
};

type Known = {
  spells: Entry[];
  programs: Entry[];
  roster: Entry | undefined;
  demographic: Entry | undefined;
};

export function readPeople(records: Records, identity: Identity, asOf: string): People {
  const known = new Map<string, Known>();
  const demographics = new Map(
    records.roster("demographics.csv").map((row) => [`${row.source} ${row.of("sourcedId")}`, row]),
  );
  const lastEntry = new Map<string, string>();
  const grouped = (feed: string, startsOn: string) => {
    const found = new Map<string, Entry[]>();
    for (const entry of records.feed(feed)) {
      const person = identity.personOf(entry.source, entry.of("student_id"));
      if (person !== null && entry.of(startsOn) <= asOf)
        found.set(person, [...(found.get(person) ?? []), entry]);
    }
    return found;
  };
  const spells = grouped("enrollment_spells", "entered_on");
  const programs = grouped("program_spells", "started_on");
  for (const spell of [...spells.values()].flat()) {
    const own = `${spell.source} ${spell.of("student_id")}`;
    const entered = spell.of("entered_on");
    if (entered > (lastEntry.get(own) ?? "")) lastEntry.set(own, entered);
  }
  for (const [person, users] of identity.rosterOf) {
    const own = (user: Entry) => `${user.source} ${user.of("sourcedId")}`;
    const recent = [...users].sort((a, b) => {
      const [left, right] = [lastEntry.get(own(a)) ?? "", lastEntry.get(own(b)) ?? ""];
      if (left !== right) return left > right ? -1 : 1;
      return own(a) < own(b) ? -1 : 1;
    })[0];
    known.set(person, {
      spells: spells.get(person) ?? [],
      programs: programs.get(person) ?? [],
      roster: recent,
      demographic: recent && demographics.get(own(recent)),
    });
  }
  const histories = new Map([...known].map(([person, all]) => [person, historyOf(person, all, asOf)]));
  return {
    at: (person, day) => {
      const history = histories.get(person ?? "") ?? [];
      return (history.filter(({ from }) => from <= day).at(-1) ?? history[0])?.state ?? null;
    },
    names: new Map([...known].map(([person, { roster }]) => [person, nameOf(roster)])),
  };
}

const nameOf = (user: Entry | undefined) => `${user?.of("familyName")}, ${user?.of("givenName")}`;

function historyOf(person: string, known: Known, asOf: string): { from: string; state: StudentState }[] {
  const changes = new Set([
    ...known.spells.map((spell) => spell.of("entered_on")),
    ...known.programs.flatMap((program) => {
      const ended = program.of("ended_on");
      return [program.of("started_on"), ...(ended !== "" && ended < asOf ? [plusDays(ended, 1)] : [])];
    }),
  ]);
  if (changes.size === 0) changes.add("1900-01-01");
  return [...changes].sort().map((from) => ({ from, state: stateOn(from, person, known) }));
}

function stateOn(
  day: string,
  person: string,
  { spells, programs, roster, demographic }: Known,
): StudentState {
  const open = programs.filter(
    (program) => program.of("started_on") <= day && earlier(program.of("ended_on") || "9999", day) === day,
  );
  const has = (program: string) => open.some((spell) => spell.of("program") === program);
  const entered = spells.filter((spell) => spell.of("entered_on") <= day).sort(byEntry);
  const race = raceOf(demographic);
  const meals = has("free_meals") ? "free" : has("reduced_meals") ? "reduced" : "paid";
  const needsHelp = meals !== "paid" || has("foster") || has("homeless");
  const groups = [
    "ALL",
    ...(has("disability") ? ["SWD"] : []),
    ...(has("english_learner") ? ["EL"] : []),
    ...(needsHelp ? ["SED"] : []),
    ...(has("foster") ? ["FOS"] : []),
    ...(has("homeless") ? ["HOM"] : []),
    groupOfRace[race] ?? "NR",
  ];
  const dimensions = {
    student: person,
    grade: entered.at(-1)?.of("grade") ?? null,
    race_ethnicity: race,
    gender: demographic?.of("sex") || "not_reported",
    disability: has("disability"),
    english_learner: has("english_learner"),
    meals,
    foster: has("foster"),
    homeless: has("homeless"),
    label: nameOf(roster),
  };
  return { dimensions, groups };
}

/** Of two spells that begin on one day the primary one counts, then the one that stays longer. */
function byEntry(a: Entry, b: Entry): number {
  const rank = (spell: Entry) =>
    [spell.of("entered_on"), spell.of("is_primary"), spell.of("exited_on") || "9999"].join(" ");
  const [left, right] = [`${rank(a)}`.replace(" N ", " A "), `${rank(b)}`.replace(" N ", " A ")];
  if (left !== right) return left < right ? -1 : 1;
  return a.of("grade") < b.of("grade") ? 1 : -1;
}

function raceOf(row: Entry | undefined): string {
  const is = (column: string) => row?.of(column) === "true";
  if (is("hispanicOrLatinoEthnicity")) return "hispanic";
  if (is("demographicRaceTwoOrMoreRaces")) return "two_or_more";
  if (is("blackOrAfricanAmerican")) return "black";
  if (is("americanIndianOrAlaskaNative")) return "native";
  if (is("nativeHawaiianOrOtherPacificIslander")) return "pacific";
  if (is("asian")) return "asian";
  return is("white") ? "white" : "not_reported";
}

const groupOfRace: Record<string, string> = {
  black: "AA",
  asian: "AS",
  filipino: "FI",
  hispanic: "HI",
  native: "AI",
  pacific: "PI",
  two_or_more: "MR",
  white: "WH",
  not_reported: "NR",
};
