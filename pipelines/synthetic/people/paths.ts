import { instructionalDay, positionOf, type YearCalendar } from "../calendar.ts";
import type { Day } from "../days.ts";
import { between, pick, type Random, random } from "../random.ts";
import type { Grade, Level, School } from "../schools/schools.ts";
import { makeStudent, type Spell, type Student } from "./student.ts";

/** All students of all years with the schools they went to, to the end of the last year. */
export function buildStudents(seed: number, schools: School[], endYears: number[]): Student[] {
  const builder: Builder = {
    seed,
    schools,
    endYears,
    byLevel: schoolsByLevel(schools),
    students: [],
    places: new Map(),
  };
  let active: Student[] = [];
  for (let year = 0; year < endYears.length; year++) {
    builder.places.clear();
    const returning = active.filter((student) => startNextYear(builder, student, year));
    const newcomers = fillSchools(builder, year);
    const started = [...returning, ...newcomers];
    for (const student of started) moveWithinYear(builder, student, year);
    active = [...started, ...lateEntries(builder, year)].filter(
      (student) => student.spells.at(-1)?.exitCode === "year_end",
    );
  }
  return builder.students;
}

type Builder = {
  seed: number;
  schools: School[];
  endYears: number[];
  byLevel: Record<Level, School[]>;
  students: Student[];
  /** How many start the year at a school in a grade. */
  places: Map<string, number>;
};

const placeKey = (school: School, grade: Grade): string => `${school.index} ${grade}`;

/** Places that a school has left in a grade; below zero when it has taken more than its size. */
function roomAt(
  { endYears, places }: Builder,
  school: School,
  { year, grade }: { year: number; grade: Grade },
): number {
  const size = school.gradeSize * sizeOfYear(endYears.length, year) * (grade < 0 ? 0.5 : 1);
  return size - (places.get(placeKey(school, grade)) ?? 0);
}

function takePlace({ places }: Builder, school: School, grade: Grade): void {
  const key = placeKey(school, grade);
  places.set(key, (places.get(key) ?? 0) + 1);
}

/** Enrolment falls slowly towards the last year, as in most large districts. */
const sizeOfYear = (years: number, year: number): number => 1 + 0.012 * (years - 1 - year);

export function calendarOf(spell: Pick<Spell, "school" | "year">): YearCalendar {
  const calendar = spell.school.calendars[spell.year];
  if (!calendar) throw new Error(`There is no calendar for year ${spell.year} of ${spell.school.name}.`);
  return calendar;
}

function schoolsByLevel(schools: School[]): Record<Level, School[]> {
  const of = (level: Level) => schools.filter((school) => school.level === level);
  return { elementary: of("elementary"), middle: of("middle"), high: of("high"), other: of("other") };
}

function levelOf(grade: Grade): Level {
  if (grade <= 5) return "elementary";
  return grade <= 8 ? "middle" : "high";
}

/** Opens the next year's spell; false for a student who has left over the summer. */
function startNextYear(builder: Builder, student: Student, year: number): boolean {
  const last = student.spells.at(-1);
  if (!last) return false;
  const draw = random(builder.seed, `summer ${year}`, student.number);
  const grade = last.grade + 1;
  if (grade > 12 || draw() < 0.035) return false;
  const preferred = nextSchool(builder, draw, last.school, grade);
  const isFull = preferred !== last.school && roomAt(builder, preferred, { year, grade }) < 1;
  const school = isFull ? roomiest(builder, preferred, { year, grade }) : preferred;
  addSpell(student, school, year, grade);
  takePlace(builder, school, grade);
  return true;
}

/** The school of a level with the most places left in a grade. */
function roomiest(builder: Builder, school: School, place: { year: number; grade: Grade }): School {
  let best = school;
  let most = Number.NEGATIVE_INFINITY;
  for (const other of builder.byLevel[levelOf(place.grade)]) {
    const room = roomAt(builder, other, place);
    if (room <= most) continue;
    best = other;
    most = room;
  }
  return best;
}

function nextSchool(builder: Builder, draw: Random, school: School, grade: Grade): School {
  if (grade <= school.high && draw() > 0.03) return school;
  const choices = builder.byLevel[levelOf(grade)];
  if (draw() < 0.2) return pick(draw, choices);
  const ofSystem = choices.filter((choice) => choice.system === school.system);
  if (ofSystem.length === 0) return pick(draw, choices);
  const feeders = builder.byLevel[levelOf(grade - 1)].filter((other) => other.system === school.system);
  const position = Math.floor((feeders.indexOf(school) * ofSystem.length) / Math.max(1, feeders.length));
  return ofSystem[position] ?? pick(draw, ofSystem);
}

function addSpell(student: Student, school: School, year: number, grade: Grade): Spell {
  const calendar = calendarOf({ school, year });
  const spell: Spell = {
    school,
    year,
    grade,
    enteredOn: calendar.firstDay,
    exitedOn: calendar.lastDay,
    entryCode: "year_start",
    exitCode: "year_end",
  };
  student.spells.push(spell);
  return spell;
}

/** New students for every grade that has fewer than its school's size, and children placed in non-public schools. */
function fillSchools(builder: Builder, year: number): Student[] {
  const newcomers: Student[] = [];
  for (const school of builder.schools) {
    if (school.isPlacement) continue;
    const draw = random(builder.seed, `fill ${year}`, school.index);
    for (let grade = school.low; grade <= school.high; grade++) {
      const missing = Math.round(roomAt(builder, school, { year, grade }) + draw() - 0.5);
      for (let i = 0; i < missing; i++) newcomers.push(newStudent(builder, school, year, grade));
    }
  }
  return newcomers;
}

function newStudent(builder: Builder, school: School, year: number, grade: Grade): Student {
  const student = makeStudent(builder.seed, builder.students.length, grade, builder.endYears[year] ?? 0);
  builder.students.push(student);
  const placement = builder.byLevel.other[0];
  const hasPlan = student.outsideClass === "separate" && student.eligibility !== null;
  const isPlaced =
    hasPlan && student.iepStartedOn < calendarOf({ school, year }).firstDay && student.number % 4 !== 0;
  addSpell(student, isPlaced && placement ? placement : school, year, grade);
  return student;
}

/** No-shows, moves out of the district and to other schools in it, drop-outs and diplomas. */
function moveWithinYear(builder: Builder, student: Student, year: number): void {
  const spell = student.spells.at(-1);
  if (!spell || spell.school.isPlacement) return;
  const draw = random(builder.seed, `move ${year}`, student.number);
  const chance = draw();
  const position = between(draw, 8, 172);
  if (chance < 0.011) leave(spell, spell.enteredOn, "no_show");
  else if (chance < 0.046) leave(spell, instructionalDay(calendarOf(spell), position), "transfer_out");
  else if (chance < 0.094) moveTo(student, otherSchool(builder, draw, spell.school), position);
  else if (chance < 0.112 && spell.grade >= 10) {
    leave(spell, instructionalDay(calendarOf(spell), position), "dropped_out");
  } else graduate(student, draw);
}

function graduate(student: Student, draw: Random): void {
  const spell = student.spells.at(-1);
  if (spell?.grade !== 12) return;
  const chance = student.eligibility ? 0.76 : 0.945;
  if (draw() < chance - Math.max(0, student.absence - 0.12)) spell.exitCode = "graduated";
}

export function leave(spell: Spell, exitedOn: Day, exitCode: Spell["exitCode"]): void {
  spell.exitedOn = exitedOn;
  spell.exitCode = exitCode;
}

/** Ends the current spell at a day of instruction and opens one at another school on the next. */
export function moveTo(student: Student, school: School, position: number): void {
  const spell = student.spells.at(-1);
  if (!spell || school === spell.school) return;
  const { year, grade } = spell;
  leave(spell, instructionalDay(calendarOf(spell), position), "transfer_in_district");
  const calendar = calendarOf({ school, year });
  const next = addSpell(student, school, year, grade);
  next.enteredOn = instructionalDay(calendar, positionOf(calendar, spell.exitedOn + 1));
  next.entryCode = "transfer_in_district";
}

function otherSchool(builder: Builder, draw: Random, school: School): School {
  const others = builder.byLevel[school.level].filter((other) => other !== school);
  const crosses = draw() < 0.3;
  const preferred = others.filter((other) => (other.system === school.system) !== crosses);
  if (preferred.length > 0) return pick(draw, preferred);
  return others.length > 0 ? pick(draw, others) : school;
}

/** Students who arrive from elsewhere during the year, about one in twenty. */
function lateEntries(builder: Builder, year: number): Student[] {
  const arrived: Student[] = [];
  for (const school of builder.schools) {
    if (school.isPlacement) continue;
    const draw = random(builder.seed, `arrive ${year}`, school.index);
    const grades = school.high - school.low + 1;
    const count = Math.round(school.gradeSize * grades * 0.045 + draw() - 0.5);
    for (let i = 0; i < count; i++) {
      const student = newStudent(builder, school, year, between(draw, school.low, school.high));
      const position = between(draw, 6, 165);
      const spell = student.spells.at(-1);
      if (!spell) continue;
      spell.enteredOn = instructionalDay(calendarOf(spell), position);
      spell.entryCode = "transfer_in";
      if (spell.grade === 12) graduate(student, draw);
      arrived.push(student);
    }
  }
  return arrived;
}
