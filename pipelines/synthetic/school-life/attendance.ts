import { positionOf, type YearCalendar } from "../calendar.ts";
import type { CsvFile } from "../csv-file.ts";
import { type Day, day, iso, weekday } from "../days.ts";
import { otherDateFormat, Planter, type Rejection } from "../findings/planted-rejections.ts";
import { calendarOf } from "../people/paths.ts";
import { type Spell, type Student, studentId } from "../people/student.ts";
import { type Random, random } from "../random.ts";
import type { System } from "../schools/schools.ts";
import type { World } from "../world.ts";
import { submissionDays } from "./submissions.ts";

export const partsPerDay = 2;

type Fault = "absence_on_holiday" | "lost_zero" | "other_date" | "unknown_school";

const faults: Record<System, Fault[]> = {
  camino: [
    ...(["absence_on_holiday", "lost_zero", "other_date", "absence_on_holiday"] as const),
    ...([
      "other_date",
      "absence_on_holiday",
      "lost_zero",
      "lost_zero",
      "other_date",
      "absence_on_holiday",
    ] as const),
  ],
  brightpath: ["unknown_school", "unknown_school", "unknown_school"],
  harbor: ["lost_zero", "lost_zero"],
};

const found: Record<Fault, Pick<Rejection, "field" | "code">> = {
  absence_on_holiday: { field: "absent_on", code: "semantic.absence_on_non_school_day" },
  lost_zero: { field: "organization_id", code: "row.invalid_code" },
  other_date: { field: "absent_on", code: "row.invalid_date" },
  unknown_school: { field: "organization_id", code: "reference.unknown_organization" },
};

/** Share of the usual absences by month, January first, and by weekday, Sunday first. */
const season = [1.3, 1.25, 1.1, 1.05, 1.15, 1.3, 1, 0.8, 0.85, 0.95, 1.1, 1.3];
const weekdays = [0, 1.15, 0.92, 0.9, 0.93, 1.2, 0];
const highestFactor = 1.3 * 1.2;
const meanEpisode = 1.7;
const unknownSchool = "07612349999999";

/** Writes absences in the files of the three systems; keeps no student's days. */
export class Attendance {
  readonly #world: World;
  readonly #files: Record<System, CsvFile>;
  readonly #rejections: Rejection[];
  readonly #submitted = new Map<number, Int32Array>();
  readonly #factors = new Map<YearCalendar, Float32Array>();
  readonly #planters: Record<System, Planter<Fault>>;

  constructor(world: World, files: Record<System, CsvFile>, rejections: Rejection[]) {
    this.#world = world;
    this.#files = files;
    this.#rejections = rejections;
    this.#planters = {
      camino: new Planter({ firstLine: 60, step: 43, faults: faults.camino }),
      brightpath: new Planter({ firstLine: 20, step: 17, faults: faults.brightpath }),
      harbor: new Planter({ firstLine: 15, step: 11, faults: faults.harbor }),
    };
  }

  /** Writes a spell's absences known by the world's date and gives the days missed in full. */
  write(student: Student, spell: Spell, suspended: Map<Day, number>): Set<Day> {
    const missed = new Set<Day>();
    if (spell.exitCode === "no_show") return missed;
    const calendar = calendarOf(spell);
    const draw = random(
      this.#world.seed,
      `absent ${spell.year}`,
      student.number * 8 + (student.spells.indexOf(spell) % 8),
    );
    const end = positionOf(calendar, spell.exitedOn + 1);
    const rate = this.#rate(student, spell);
    let position = positionOf(calendar, spell.enteredOn);
    for (const [suspendedOn, parts] of suspended)
      this.#record(student, spell, { on: suspendedOn, parts, reason: "suspension", draw });
    while (true) {
      position += 1 + Math.floor(Math.log(1 - draw()) / Math.log(1 - rate));
      if (position > end) return missed;
      const factor = this.#factorsOf(calendar)[position - 1] ?? 0;
      if (draw() * highestFactor > factor) continue;
      const first = position - 1;
      position += this.#episode(student, spell, { draw, first, end, suspended, missed });
    }
  }

  /** One absence or an illness of up to five days; gives how many days it adds to the first. */
  #episode(student: Student, spell: Spell, episode: Episode): number {
    const { draw, first, end, suspended, missed } = episode;
    const length = Math.min(5, 1 + Math.floor(-Math.log(1 - draw()) * 0.95));
    const reason = reasonOf(draw, spell.grade);
    for (let i = 0; i < length && first + i < end; i++) {
      const on = calendarOf(spell).instructional[first + i] ?? 0;
      const parts = length === 1 && draw() < 0.2 ? 1 : partsPerDay;
      if (suspended.has(on)) continue;
      if (parts === partsPerDay) missed.add(on);
      this.#record(student, spell, { on, parts, reason, draw });
    }
    return length - 1;
  }

  #rate(student: Student, spell: Spell): number {
    const yearsAgo = this.#world.endYears.length - 1 - spell.year;
    const ofYear = 1 + 0.09 * Math.min(2, yearsAgo);
    const ofGrade = spell.grade <= 0 ? 1.25 : spell.grade >= 9 ? 1.2 : spell.grade >= 6 ? 1 : 0.88;
    const share = student.absence * ofYear * ofGrade * spell.school.absence * 1.06;
    return Math.min(0.6, (share * highestFactor) / meanEpisode);
  }

  #factorsOf(calendar: YearCalendar): Float32Array {
    const known = this.#factors.get(calendar);
    if (known) return known;
    const factors = Float32Array.from(calendar.instructional, (on) => {
      const month = Number(iso(on).slice(5, 7)) - 1;
      return (season[month] ?? 1) * (weekdays[weekday(on)] ?? 1);
    });
    this.#factors.set(calendar, factors);
    return factors;
  }

  #record(student: Student, spell: Spell, absence: Absence): void {
    const { school } = spell;
    const recordedOn = this.#recordedOn(spell, absence);
    if (recordedOn > this.#world.asOf) return;
    const file = this.#files[school.system];
    const id = studentId(student, school.system);
    file.write(id, school.id, iso(absence.on), absence.parts, absence.reason);
    const fault = this.#planters[school.system].due(file.lines);
    if (fault) this.#plant(fault, student, { ...absence, spell });
  }

  /** With the day's submission; a few of this September and October were entered in mid-November. */
  #recordedOn(spell: Spell, { on, draw }: Absence): Day {
    const isCorrection = draw() < 0.003;
    const isLastYear = spell.year === this.#world.endYears.length - 1;
    if (isCorrection && isLastYear && on >= day("2026-09-01") && on < day("2026-11-01")) {
      return day("2026-11-12") + Math.floor(draw() * 7);
    }
    const key = spell.school.index * 64 + spell.year;
    let submitted = this.#submitted.get(key);
    if (!submitted) {
      submitted = submissionDays(this.#world, spell.school, spell.year, "attendance");
      this.#submitted.set(key, submitted);
    }
    return submitted[positionOf(calendarOf(spell), on)] ?? on;
  }

  /** The row just written once more, with one fault. */
  #plant(fault: Fault, student: Student, { on, parts, reason, spell }: Absence & { spell: Spell }): void {
    const { system, id } = spell.school;
    const schools: Partial<Record<Fault, string>> = { lost_zero: id.slice(1), unknown_school: unknownSchool };
    const dates: Partial<Record<Fault, string>> = {
      absence_on_holiday: iso(calendarOf(spell).laborDay),
      other_date: otherDateFormat(iso(on)),
    };
    const school = schools[fault] ?? id;
    const date = dates[fault] ?? iso(on);
    const line = this.#files[system].write(studentId(student, system), school, date, parts, reason);
    const file = `${system}/attendance_events.csv`;
    this.#rejections.push({ source: system, feed: "attendance_events", file, line, ...found[fault] });
  }
}

type Absence = { on: Day; parts: number; reason: string; draw: Random };
type Episode = { draw: Random; first: number; end: number; suspended: Map<Day, number>; missed: Set<Day> };

function reasonOf(draw: Random, grade: number): string {
  const excused = grade >= 9 ? 0.47 : grade >= 6 ? 0.57 : 0.68;
  const chance = draw();
  if (chance < excused) return "excused";
  return chance > 0.985 ? "incomplete_independent_study" : "unexcused";
}
