import { type Day, iso } from "../days.ts";
import { type Spell, type Student, stateStudentId, studentId } from "../people/student.ts";
import { districtId, type School, type System } from "../schools/schools.ts";
import { type StaffMember, staffOf } from "../schools/staff.ts";
import type { World } from "../world.ts";
import { type Tables, writeRecord } from "./package.ts";

export const orgId = (school: School): string => `org-${school.id}`;
const rootId = `org-${districtId}`;

/** "KG", "05": the codes OneRoster asks for. */
export const gradeCode = (grade: number): string =>
  grade < 0 ? "TK" : grade === 0 ? "KG" : String(grade).padStart(2, "0");

export function writeOrgs(world: World, tables: Tables, system: System): void {
  writeRecord(tables.orgs, rootId, "Camino Unified", "district", districtId, "");
  for (const school of world.schools) {
    if (school.system === system)
      writeRecord(tables.orgs, orgId(school), school.name, "school", school.id, rootId);
  }
}

/** A student's last stay at each school of a system, as far as it is known. */
function lastSpells(
  world: World,
  student: Student,
  system: System,
): Map<School, { first: Spell; last: Spell }> {
  const known = new Map<School, { first: Spell; last: Spell }>();
  for (const spell of student.spells) {
    if (spell.school.system !== system || spell.enteredOn > world.asOf) continue;
    const first = known.get(spell.school)?.first ?? spell;
    known.delete(spell.school);
    known.set(spell.school, { first, last: spell });
  }
  return known;
}

/** The user, the demographics and one role at each school; a second set for a person who was entered twice. */
export function writeStudent(world: World, tables: Tables, { student, system }: Known): void {
  const spells = lastSpells(world, student, system);
  const latest = [...spells.values()].at(-1)?.last;
  if (!latest) return;
  const id = studentId(student, system);
  const isOpen = isRoleOpen(world, student, latest);
  writeUser(tables, { id, student, latest, isOpen });
  for (const [school, { first, last }] of spells) {
    const roleEnd = isRoleOpen(world, student, last) ? "" : iso(roleEndOf(world, student, last));
    const role = { id, role: "student", from: first.enteredOn, to: roleEnd, school };
    writeRole(tables, `role-${id}-${school.index}`, role);
  }
  if (!world.planted.withTwoIds.has(student) || latest !== student.spells.at(-1)) return;
  const second = secondId(student, system);
  writeUser(tables, { id: second, student, latest, isOpen });
  const role = { id: second, role: "student", from: latest.enteredOn, to: "", school: latest.school };
  writeRole(tables, `role-${second}-${latest.school.index}`, role);
}

type Known = { student: Student; system: System };
type Role = { id: string; role: string; from: Day; to: string; school: School };

function writeRole(tables: Tables, roleId: string, { id, role, from, to, school }: Role): void {
  writeRecord(tables.roles, roleId, id, "primary", role, iso(from), to, orgId(school), "");
}

export const secondId = (student: Student, system: System): string => `${studentId(student, system)}-2`;

/** Two planted facts differ here from the spells: a role without a spell, and a spell without a role. */
function isRoleOpen({ asOf, planted }: World, student: Student, spell: Spell): boolean {
  const isLast = spell === student.spells.at(-1);
  if (isLast && planted.onlyInSource.has(student)) return true;
  if (isLast && planted.onlyEnrolled.has(student)) return false;
  return spell.exitedOn > asOf;
}

/** A planted role ended while its spell goes on. */
function roleEndOf({ asOf, planted }: World, student: Student, spell: Spell): number {
  const endsEarly = planted.onlyEnrolled.has(student) && spell === student.spells.at(-1);
  return endsEarly ? Math.min(asOf, spell.enteredOn + 45) : spell.exitedOn;
}

type User = { id: string; student: Student; latest: Spell; isOpen: boolean };

const trueOrFalse = (yes: boolean): string => (yes ? "true" : "false");
const racesInOrder = ["native", "asian", "black", "pacific", "white", "two_or_more", "hispanic"];

function writeUser(tables: Tables, { id, student, latest, isOpen }: User): void {
  const { firstName, lastName, birthOn, sex, race } = student;
  const name = [trueOrFalse(isOpen), id.toLowerCase(), "", firstName, lastName];
  const ids = [gradeCode(latest.grade), "", stateStudentId(student), "", "", "", orgId(latest.school), ""];
  writeRecord(tables.users, id, ...name, ...blank(6), ...ids);
  const races = racesInOrder.map((value) => trueOrFalse(race === value));
  writeRecord(tables.demographics, id, iso(birthOn), sex, ...races, ...blank(4));
}

const blank = (count: number): string[] => Array.from({ length: count }, () => "");

/** Writes the teachers and principals who work at a school on the world's date and gives those who teach classes. */
export function writeStaffUsers(world: World, tables: Tables, school: School): StaffMember[] {
  const staff = staffOf(world, school).filter(({ endedOn }) => endedOn === null || endedOn > world.asOf);
  for (const { id, role, firstName, lastName, startedOn } of staff) {
    if (role !== "principal" && !role.includes("teacher")) continue;
    const name = ["true", id.toLowerCase(), "", firstName, lastName];
    writeRecord(tables.users, id, ...name, ...blank(12), orgId(school), "");
    const asRole = role === "principal" ? role : "teacher";
    writeRole(tables, `role-${id}`, { id, role: asRole, from: startedOn, to: "", school });
  }
  return staff.filter(({ role }) => role === "teacher");
}
