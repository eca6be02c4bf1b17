import type { CsvFile } from "../csv-file.ts";
import { type Day, day, iso, isoIfKnown } from "../days.ts";
import { gradeName, type Spell, type Student, studentId } from "../people/student.ts";
import { random } from "../random.ts";
import type { System } from "../schools/schools.ts";
import type { World } from "../world.ts";

/** From when to when a system knows a student; `to` is null while the student is still there. */
type Stay = { system: System; from: Day; to: Day | null };

/** The student's time in each system in turn: the next begins the day after the one before has ended. */
function staysOf(student: Student, lastYear: number): Stay[] {
  const stays: Stay[] = [];
  for (const spell of student.spells) {
    const open = stays.at(-1);
    if (open?.system === spell.school.system) continue;
    if (open) open.to = spell.enteredOn - 1;
    stays.push({ system: spell.school.system, from: spell.enteredOn, to: null });
  }
  const open = stays.at(-1);
  const last = student.spells.at(-1);
  if (open && last && hasLeft(last, lastYear)) open.to = last.exitedOn;
  return stays;
}

/** Whether the district has no later spell of the student, nor will have. */
const hasLeft = (last: Spell, lastYear: number): boolean =>
  last.year < lastYear || last.exitCode !== "year_end";

export function writeSpell(
  world: World,
  file: CsvFile,
  { student, spell }: { student: Student; spell: Spell },
): void {
  const exitedOn = isoIfKnown(spell.exitedOn, world.asOf);
  file.write(
    studentId(student, spell.school.system),
    spell.school.id,
    "A",
    gradeName(spell.grade),
    iso(spell.enteredOn),
    exitedOn,
    spell.entryCode,
    exitedOn === "" ? "" : spell.exitCode,
    "Y",
  );
}

type Program = { program: string; detail: string; from: Day; to: Day | null };

/** One row for each stay during which a program ran. */
export function writePrograms(world: World, files: Record<System, CsvFile>, student: Student): void {
  const programs = programsOf(world, student);
  for (const stay of staysOf(student, world.endYears.length - 1)) {
    for (const { program, detail, from, to } of programs) {
      const start = Math.max(stay.from, from);
      const end = earlier(stay.to, to);
      if (start > world.asOf || (end !== null && end < start)) continue;
      const id = studentId(student, stay.system);
      files[stay.system].write(id, program, detail, iso(start), isoIfKnown(end, world.asOf));
    }
  }
}

const earlier = (left: Day | null, right: Day | null): Day | null =>
  left === null ? right : right === null ? left : Math.min(left, right);

function programsOf(world: World, student: Student): Program[] {
  const programs: Program[] = [];
  const first = student.spells[0]?.enteredOn ?? 0;
  const add = (
    program: string,
    from: Day,
    { detail = "", to = null }: { detail?: string; to?: Day | null } = {},
  ) => programs.push({ program, detail, from, to });
  if (student.eligibility) add("disability", student.iepStartedOn, { detail: student.eligibility });
  if (student.learnsEnglishUntil !== null) {
    const detail = student.race === "hispanic" ? "Spanish" : "other language";
    add("english_learner", first, { detail, to: student.learnsEnglishUntil });
  }
  if (student.meals === "free") add("free_meals", first);
  if (student.meals === "reduced") add("reduced_meals", first);
  const draw = random(world.seed, "hardship", student.number);
  if (draw() < 0.014) {
    const from = first - Math.floor(draw() * 200);
    add("foster", from, { to: from + 350 + Math.floor(draw() * 900) });
  }
  return [...programs, ...homelessness(world, student)];
}

/** A family without a home is counted anew every school year, from when it is known to 30 June. */
function homelessness(world: World, student: Student): Program[] {
  if (student.meals !== "free") return [];
  const programs: Program[] = [];
  for (const { year, enteredOn } of student.spells) {
    const draw = random(world.seed, `homeless ${year}`, student.number);
    const to = day(`${world.endYears[year]}-06-30`);
    const from = enteredOn + Math.floor(draw() * 30);
    const isKnown = programs.some((program) => program.to === to);
    if (draw() < 0.06 && !isKnown) programs.push({ program: "homeless", detail: "", from, to });
  }
  return programs;
}
