import { type Day, day, isWeekday } from "../days.ts";
import { between, normal, type Random, random, weighted } from "../random.ts";
import type { Grade, School, System } from "../schools/schools.ts";
import { firstName, lastName, type Origin } from "./names.ts";

// biome-ignore format: one line
type Race =
  | "hispanic" | "white" | "black" | "asian" | "two_or_more" | "pacific" | "native" | "not_reported";

// biome-ignore format: one line
type ExitCode =
  | "year_end" | "transfer_in_district" | "transfer_out" | "no_show" | "graduated" | "dropped_out";

/** A stay at one school within one school year; `exitedOn` is the last day enrolled. */
export type Spell = {
  school: School;
  /** Position of the school year. */
  year: number;
  grade: Grade;
  enteredOn: Day;
  exitedOn: Day;
  entryCode: "year_start" | "transfer_in" | "transfer_in_district";
  exitCode: ExitCode;
};

export type Student = {
  number: number;
  sex: "female" | "male";
  race: Race;
  firstName: string;
  lastName: string;
  birthOn: Day;
  meals: "free" | "reduced" | "paid";
  /** Learns English until this day; null for a student who never did. */
  learnsEnglishUntil: Day | null;
  /** Share of days missed in an ordinary year. */
  absence: number;
  /** 0 is the average, 1 one deviation above it. */
  ability: number;
  eligibility: Eligibility | null;
  /** The first plan; the eligibility is known from then on. */
  iepStartedOn: Day;
  outsideClass: "0_20" | "21_60" | "61_100" | "separate";
  spells: Spell[];
};

export type Eligibility = "SLD" | "SLI" | "AUT" | "OHI" | "ID" | "ED" | "OI" | "MD" | "HH" | "VI";

// biome-ignore format: pairs
const races: [Race, number][] = [
  ["hispanic", 55], ["white", 14], ["black", 11], ["asian", 12],
  ["two_or_more", 4], ["pacific", 1], ["native", 1], ["not_reported", 2],
];

// biome-ignore format: pairs
const eligibilities: [Eligibility, number][] = [
  ["SLD", 38], ["SLI", 21], ["AUT", 16], ["OHI", 13], ["ID", 4], ["ED", 3], ["OI", 1.2], ["MD", 1.6], ["HH", 1.2], ["VI", 0.8],
];

/** Everything about a student that does not depend on a school; `grade` is that of the school year ending in `endYear`. */
export function makeStudent(seed: number, number: number, grade: Grade, endYear: number): Student {
  const draw = random(seed, "student", number);
  const sex = draw() < 0.49 ? "female" : "male";
  const race = weighted(draw, races);
  const origin = race === "hispanic" ? "hispanic" : race === "asian" ? "asian" : "general";
  const birthOn = birthday(draw, grade, endYear);
  const meals = mealsOf(draw, race);
  const disability = disabilityOf(draw, birthOn, sex);
  return {
    number,
    sex,
    race,
    firstName: firstName(draw, sex, origin),
    lastName: lastName(draw, origin),
    birthOn,
    meals,
    learnsEnglishUntil: learnsEnglishUntil(draw, origin, birthOn),
    absence: absenceOf(draw, meals, disability.eligibility),
    ability: normal(draw) - (meals === "paid" ? -0.25 : 0.15) - (disability.eligibility ? 0.75 : 0),
    ...disability,
    spells: [],
  };
}

/** The state's id: ten digits, another for every student, in no visible order. */
export const stateStudentId = (student: Student): string =>
  String(1_000_000_000 + ((student.number * 6_700_417 + 123_456_789) % 8_999_999_993));

const idOf: Record<System, (number: number) => string> = {
  camino: (number) => `C${1_000_000 + number}`,
  brightpath: (number) => `bp-${String(400_000 + number * 3)}`,
  harbor: (number) => `H${String(number).padStart(7, "0")}`,
};

/** Each system gives its own ids; a student who moves between systems gets another one. */
export const studentId = (student: Student, system: System): string => idOf[system](student.number);

function birthday(draw: Random, grade: Grade, endYear: number): Day {
  const turnsAge = 5 + grade + (draw() < 0.04 ? 1 : 0);
  const latest = day(`${endYear - 1 - turnsAge}-09-01`);
  return latest - between(draw, 0, 364);
}

const freeMeals: Partial<Record<Race, number>> = { hispanic: 0.6, black: 0.6, white: 0.3, asian: 0.38 };

function mealsOf(draw: Random, race: Race): Student["meals"] {
  const free = freeMeals[race] ?? 0.48;
  // biome-ignore format: pairs
  return weighted(draw, [["free", free], ["reduced", 0.09], ["paid", 0.91 - free]]);
}

function learnsEnglishUntil(draw: Random, origin: Origin, birthOn: Day): Day | null {
  const share = { hispanic: 0.47, asian: 0.34, general: 0.07 }[origin];
  const learns = draw() < share;
  const age = 7.5 + draw() * 10;
  return learns ? birthOn + Math.round(age * 365.25) : null;
}

/** Log-normal: most students miss few days, some miss very many. */
function absenceOf(draw: Random, meals: Student["meals"], eligibility: Eligibility | null): number {
  const typical = 0.049 * (meals === "paid" ? 0.85 : 1.1) * (eligibility ? 1.2 : 1);
  return Math.min(0.45, typical * Math.exp(normal(draw) * 0.72));
}

function disabilityOf(draw: Random, birthOn: Day, sex: Student["sex"]) {
  const eligibility = draw() < (sex === "male" ? 0.215 : 0.115) ? weighted(draw, eligibilities) : null;
  const age = draw() < 0.75 ? 3.4 + draw() * 5.4 : 8.8 + draw() * 5;
  return {
    eligibility,
    iepStartedOn: schoolDay(birthOn + Math.round(age * 365.25)),
    outsideClass: outsideClass(draw, eligibility),
  };
}

function outsideClass(draw: Random, eligibility: Eligibility | null): Student["outsideClass"] {
  if (eligibility === "SLD" || eligibility === "SLI" || eligibility === "OHI") {
    // biome-ignore format: pairs
    return weighted(draw, [["0_20", 58], ["21_60", 22], ["61_100", 18], ["separate", 2]]);
  }
  // biome-ignore format: pairs
  return weighted(draw, [["0_20", 30], ["21_60", 22], ["61_100", 38], ["separate", 10]]);
}

/** Moves a day out of July, August and weekends: nobody meets then. */
function schoolDay(value: Day): Day {
  const summer = new Date(value * 86_400_000).getUTCMonth();
  let moved = summer === 6 || summer === 7 || summer === 5 ? value + 92 : value;
  while (!isWeekday(moved)) moved += 1;
  return moved;
}

export const gradeName = (grade: Grade): string => (grade < 0 ? "TK" : grade === 0 ? "K" : String(grade));
