import { type YearCalendar, yearCalendar } from "../calendar.ts";
import { between, pick, type Random, random } from "../random.ts";
import { inventedPlace, namedSchools, placementName } from "./school-names.ts";

export type System = "camino" | "brightpath" | "harbor";
export type Level = "elementary" | "middle" | "high" | "other";

/** -1 is transitional kindergarten, 0 kindergarten. */
export type Grade = number;

export type School = {
  index: number;
  /** County 2, district 5, school 7 digits. */
  id: string;
  name: string;
  level: Level;
  system: System;
  isPlacement: boolean;
  low: Grade;
  high: Grade;
  region: string;
  boardDistrict: number;
  /** Of the years in order. */
  calendars: YearCalendar[];
  /** Students per grade on the first day of the last year. */
  gradeSize: number;
  /** How much more than the district its students are absent, suspended, left without a provider. */
  absence: number;
  discipline: number;
  providerGap: number;
};

export const districtId = "0761234";
export const systems: System[] = ["camino", "brightpath", "harbor"];

const levels = { elementary: [-1, 5], middle: [6, 8], high: [9, 12], other: [-1, 12] } as const;

/** What each group of schools holds of all students of its grades, and how many schools it has per 12,000 students. */
const groups = [
  { system: "camino", level: "elementary", names: namedSchools.elementary, share: 0.87 },
  { system: "camino", level: "middle", names: namedSchools.middle, share: 0.84 },
  { system: "camino", level: "high", names: namedSchools.high, share: 0.75 },
  { system: "brightpath", level: "elementary", names: namedSchools.brightpath.slice(0, 1), share: 0.07 },
  { system: "brightpath", level: "middle", names: namedSchools.brightpath.slice(1, 2), share: 0.16 },
  { system: "brightpath", level: "high", names: namedSchools.brightpath.slice(2), share: 0.14 },
  { system: "harbor", level: "elementary", names: namedSchools.harbor.slice(0, 1), share: 0.06 },
  { system: "harbor", level: "high", names: namedSchools.harbor.slice(1), share: 0.11 },
] as const;

const extraStaffDays: Record<System, string[]> = {
  camino: [],
  brightpath: ["10-30", "02-12"],
  harbor: ["11-02"],
};

const gradesOfTheDistrict = 13.5;
const studentsOfTheDemo = 12_000;
const namedCount = Object.values(namedSchools).reduce((sum, names) => sum + names.length, 0);

/** How many students are in how many schools: in 24 up to 12,000 students and then in proportion, unless said. */
export type SchoolsSize = { students: number; schools?: number | undefined };

/** The schools of a district, with the placements outside it. */
export function buildSchools(size: SchoolsSize, seed: number, endYears: number[]): School[] {
  const { students, schools: wanted = (namedCount * students) / studentsOfTheDemo } = size;
  const scale = Math.max(1, wanted / namedCount);
  const schools: School[] = [];
  const calendars = calendarsOf(endYears);
  for (const group of groups) {
    const count = Math.round(group.names.length * scale);
    const draw = random(seed, `sizes ${group.system} ${group.level}`);
    const weights = Array.from({ length: count }, () => 0.75 + draw() * 0.5);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [i, weight] of weights.entries()) {
      const gradeSize = ((students / gradesOfTheDistrict) * group.share * weight) / all;
      const index = schools.length;
      const name = group.names[i] ?? inventedName(group.level, group.system, index);
      schools.push({
        ...placed(seed, index, group.level),
        name,
        level: group.level,
        system: group.system,
        calendars: calendars[group.system],
        gradeSize,
      });
    }
  }
  const placement = { ...placed(seed, schools.length, "other"), name: placementName, isPlacement: true };
  const id = `${districtId}0000001`;
  schools.push({
    ...placement,
    id,
    level: "other",
    system: "camino",
    calendars: calendars.camino,
    gradeSize: 0,
  });
  return schools;
}

function calendarsOf(endYears: number[]): Record<System, YearCalendar[]> {
  const of = (system: System) => endYears.map((endYear) => yearCalendar(endYear, extraStaffDays[system]));
  return { camino: of("camino"), brightpath: of("brightpath"), harbor: of("harbor") };
}

function placed(seed: number, index: number, level: Level) {
  const draw = random(seed, "school", index);
  const [low, high] = levels[level];
  const prefix = level === "elementary" ? "6" : "0";
  return {
    index,
    id: `${districtId}${prefix}${String(130_021 + index * 17).padStart(6, "0")}`,
    isPlacement: false,
    low,
    high,
    region: pick(draw, ["North", "East", "South", "West"]),
    boardDistrict: between(draw, 1, 7),
    absence: 0.8 + draw() * 0.45,
    discipline: 0.6 + draw() * 0.9,
    providerGap: providerGap(draw),
  };
}

/** Most schools miss few sessions for lack of a provider; about one in eight misses many. */
function providerGap(draw: Random): number {
  return draw() < 0.12 ? 0.12 + draw() * 0.1 : 0.01 + draw() * 0.035;
}

function inventedName(level: Level, system: System, index: number): string {
  const kind = { elementary: "Elementary", middle: "Middle", high: "High", other: "School" }[level];
  const operator = { camino: "", brightpath: "Brightpath ", harbor: "Harbor " }[system];
  return `${operator}${inventedPlace(index)} ${kind}`;
}
