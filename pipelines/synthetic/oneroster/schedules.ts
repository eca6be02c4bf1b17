import { iso } from "../days.ts";
import { type Spell, type Student, studentId } from "../people/student.ts";
import { normal, random } from "../random.ts";
import type { World } from "../world.ts";
import { classId, type Group, periodsOf } from "./groups.ts";
import { type Tables, writeRecord } from "./package.ts";
import { orgId } from "./people-tables.ts";
import { marksOf } from "./terms.ts";

type Schedule = { student: Student; spell: Spell; group: Group; other: Group | null };

/** A full timetable without clashes and complete marks, but for the planted exceptions. */
export function writeSchedule(world: World, tables: Tables, schedule: Schedule): void {
  const { student, spell, group, other } = schedule;
  const { planted } = world;
  if (planted.withoutSection.has(student) || spell.enteredOn > world.asOf) return;
  if (spell.enteredOn > group.term.endsOn || spell.exitedOn < group.term.startsOn) return;
  const draw = random(world.seed, `marks ${group.term.key}`, student.number);
  const periods = periodsOf(group.school);
  for (let period = 1; period <= periods; period++) {
    const isMissing = planted.withMissingMark.has(student) && period === 1;
    const mark = Math.round(74 + student.ability * 9 + normal(draw) * 7);
    const score = Math.max(31, Math.min(100, mark));
    writePlace(world, tables, { student, spell, group, period, score: isMissing ? null : score });
    const clashes = planted.withClash.has(student) && period === periods;
    if (clashes && other) writePlace(world, tables, { student, spell, group: other, period, score });
  }
}

/** `score` is null where the mark is missing. */
type Place = { student: Student; spell: Spell; group: Group; period: number; score: number | null };

function writePlace(world: World, tables: Tables, place: Place): void {
  const { student, spell, group, period, score } = place;
  const { school, term } = group;
  const ofClass = classId(group, period);
  const id = studentId(student, school.system);
  const beginsOn = Math.max(spell.enteredOn, term.startsOn);
  const isOpen = spell.exitedOn > world.asOf || world.planted.onlyInSource.has(student);
  const endsOn = isOpen ? term.endsOn : Math.min(spell.exitedOn, term.endsOn);
  const dates = [iso(beginsOn), isOpen && endsOn > world.asOf ? "" : iso(endsOn)];
  const cells = [ofClass, orgId(school), id, "student", "false", ...dates];
  writeRecord(tables.enrollments, `e-${ofClass}-${id}`, ...cells);
  for (const { prefix, dueOn } of marksOf(term)) {
    if (dueOn > world.asOf || score === null || dueOn > endsOn) continue;
    // Who came later brings the mark along from the school before.
    const scoredOn = iso(Math.max(dueOn, beginsOn));
    const lineItem = `${prefix}${ofClass}`;
    const result = [lineItem, id, "fully graded", score, scoredOn, "", "", ofClass];
    writeRecord(tables.results, `r-${lineItem}-${id}`, ...result, "false", "false", "false", "false");
  }
}

/** A student's stays of a year, without those that never began. */
export const openSpells = (student: Student, year: number): Spell[] =>
  student.spells.filter((spell) => spell.year === year && spell.exitCode !== "no_show");
