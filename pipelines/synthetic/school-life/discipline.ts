import { instructionalDay, positionOf } from "../calendar.ts";
import type { CsvFile } from "../csv-file.ts";
import { type Day, iso } from "../days.ts";
import { calendarOf } from "../people/paths.ts";
import { type Spell, type Student, studentId } from "../people/student.ts";
import { between, pick, type Random, random, weighted } from "../random.ts";
import type { System } from "../schools/schools.ts";
import type { World } from "../world.ts";
import { partsPerDay } from "./attendance.ts";

/** Writes a spell's actions and gives the days of out-of-school suspension with the parts of the day missed. */
export function writeDiscipline(
  world: World,
  files: Record<System, CsvFile>,
  { student, spell }: { student: Student; spell: Spell },
): Map<Day, number> {
  const suspended = new Map<Day, number>();
  const draw = random(world.seed, `discipline ${spell.year}`, student.number);
  if (spell.exitCode === "no_show" || draw() > chanceOf(student, spell)) return suspended;
  const count = draw() < 0.24 ? between(draw, 2, 4) : 1;
  const calendar = calendarOf(spell);
  const first = positionOf(calendar, spell.enteredOn);
  const last = positionOf(calendar, spell.exitedOn);
  for (let i = 0; i < count; i++) {
    const position = between(draw, first, Math.max(first, last - 6));
    const occurredOn = instructionalDay(calendar, position);
    const { kind, days } = actionOf(draw, student);
    if (kind === "out_of_school_suspension") {
      for (let n = 0; n < days && position + n <= last; n++) {
        suspended.set(instructionalDay(calendar, position + n), days - n < 1 ? 1 : partsPerDay);
      }
    }
    if (occurredOn > world.asOf) continue;
    const id = `D${world.endYears[spell.year]}-${student.number}-${spell.school.index}-${i + 1}`;
    const ofSystem = studentId(student, spell.school.system);
    files[spell.school.system].write(id, ofSystem, spell.school.id, iso(occurredOn), kind, days.toFixed(1));
  }
  return suspended;
}

function chanceOf(student: Student, spell: Spell): number {
  const { grade } = spell;
  const ofGrade = grade <= 3 ? 0.007 : grade <= 5 ? 0.018 : grade <= 8 ? 0.058 : 0.046;
  const ofStudent = (student.eligibility ? 1.6 : 1) * (student.race === "black" ? 1.5 : 1);
  const ofSex = student.sex === "male" ? 1.3 : 0.7;
  return ofGrade * ofStudent * ofSex * spell.school.discipline;
}

function actionOf(draw: Random, student: Student): { kind: string; days: number } {
  const kind = weighted(draw, [
    ["in_school_suspension", 28],
    ["out_of_school_suspension", 70],
    ["expulsion", 1.2],
    ["unilateral_removal", student.eligibility ? 0.8 : 0],
  ]);
  if (kind === "expulsion") return { kind, days: between(draw, 20, 90) };
  if (kind === "unilateral_removal") return { kind, days: between(draw, 10, 45) };
  if (kind === "in_school_suspension") return { kind, days: pick(draw, [0.5, 0.5, 1, 1, 1, 2]) };
  return { kind, days: pick(draw, [0.5, 1, 1, 1, 2, 2, 3, 3, 5]) };
}
