import { join } from "node:path";
import type { Student } from "../people/student.ts";
import { districtId, type School, type System, systems } from "../schools/schools.ts";
import type { World } from "../world.ts";
import { type Roster, writeClasses, writeCourses } from "./classes.ts";
import { openTables, packTables } from "./package.ts";
import { writeOrgs, writeStaffUsers, writeStudent } from "./people-tables.ts";
import { openSpells } from "./schedules.ts";
import { termsOf, writeSessions } from "./terms.ts";

/** One OneRoster 1.2 package for the district's system and one for each operator, of the last school year. */
export async function writePackages(world: World, out: string): Promise<void> {
  const rosters = rostersOf(world);
  await Promise.all(systems.map((system) => writePackage(world, out, { system, rosters })));
}

async function writePackage(world: World, out: string, { system, rosters }: Sent): Promise<void> {
  const folder = join(out, `.${system}-oneroster`);
  const tables = openTables(folder);
  const schools = world.schools.filter((school) => school.system === system);
  const calendar = schools[0]?.calendars.at(-1);
  if (!calendar) throw new Error(`No school belongs to the system ${system}.`);
  writeOrgs(world, tables, system);
  writeSessions(world, tables, calendar);
  writeCourses(tables, calendar, `org-${districtId}`);
  for (const student of world.students) writeStudent(world, tables, { student, system });
  const terms = termsOf(world, calendar);
  for (const school of schools) {
    const teachers = writeStaffUsers(world, tables, school);
    const roster = rosters.get(school) ?? [];
    for (const term of terms) writeClasses(world, tables, { school, term, roster, teachers });
  }
  await packTables(tables, folder, join(out, `${system}-oneroster.zip`));
}

type Sent = { system: System; rosters: Map<School, Roster> };

/** Everyone who goes to a school in the last year, also those who come later: so no timetable changes with the date. */
function rostersOf(world: World): Map<School, Roster> {
  const rosters = new Map<School, Roster>(world.schools.map((school) => [school, []]));
  const add = (student: Student) => {
    for (const spell of openSpells(student, world.endYears.length - 1))
      rosters.get(spell.school)?.push({ student, spell });
  };
  for (const student of world.students) add(student);
  return rosters;
}
