import { iso } from "../days.ts";
import { type Spell, type Student, stateStudentId, studentId } from "../people/student.ts";
import { districtId, type School, type System } from "../schools/schools.ts";
import { type StaffMember, staffOf } from "../schools/staff.ts";
import type { World } from "../world.ts";
import type { Tables } from "./package.ts";

export const orgId = (school: School): string => `org-${school.id}`;
const rootId = `org-${districtId}`;

/** "KG", "05": the codes OneRoster asks for. */
export const gradeCode = (grade: number): string =>
  grade < 0 ? "TK" : grade === 0 ? "KG" : String(grade).padStart(2, "0");

export function writeOrgs(world: World, tables: Tables, system: System): void {
  tables.orgs.write(rootId, "", "", "Camino Unified", "district", districtId, "");
  for (const school of world.schools) {
    if (school.system === system)
      tables.orgs.write(orgId(school), "", "", school.name, "school", school.id, rootId);
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
export function writeStudent(
  world: World,
  tables: Tables,
  { student, system }: { student: Student; system: System },
): void {
  const spells = lastSpells(world, student, system);
  const latest = [...spells.values()].at(-1)?.last;
  if (!latest) return;
  const id = studentId(student, system);
  const isOpen = isRoleOpen(world, student, latest);
  writeUser(tables, { id, student, latest, isOpen });
  for (const [school, { first, last }] of spells) {
    const roleEnd = isRoleOpen(world, student, last) ? "" : iso(roleEndOf(world, student, last));
    tables.roles.write(
      `role-${id}-${school.index}`,
      "",
      "",
      id,
      "primary",
      "student",
      iso(first.enteredOn),
      roleEnd,
      orgId(school),
      "",
    );
  }
  if (!world.planted.withTwoIds.has(student)) return;
  const second = secondId(student, system);
  writeUser(tables, { id: second, student, latest, isOpen });
  tables.roles.write(
    `role-${second}`,
    "",
    "",
    second,
    "primary",
    "student",
    iso(latest.enteredOn),
    "",
    orgId(latest.school),
    "",
  );
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
  const endsEarly = planted.onlyEnrolled.has(student) && spell.exitedOn > asOf;
  return endsEarly ? Math.min(asOf, spell.enteredOn + 45) : spell.exitedOn;
}

type User = { id: string; student: Student; latest: Spell; isOpen: boolean };

function writeUser(tables: Tables, { id, student, latest, isOpen }: User): void {
  tables.users.write(
    ...[
      id,
      "",
      "",
      isOpen ? "true" : "false",
      id.toLowerCase(),
      "",
      student.firstName,
      student.lastName,
      "",
      "",
      "",
      "",
      "",
      "",
    ],
    ...[gradeCode(latest.grade), "", stateStudentId(student), "", "", "", orgId(latest.school), ""],
  );
  const { race } = student;
  const is = (yes: boolean) => (yes ? "true" : "false");
  tables.demographics.write(
    ...[id, "", "", iso(student.birthOn), student.sex],
    ...(["native", "asian", "black", "pacific", "white", "two_or_more", "hispanic"] as const).map((value) =>
      is(race === value),
    ),
    ...["", "", "", ""],
  );
}

/** Teachers and principals who work at a school of the system on the world's date. */
export function writeStaffUsers(world: World, tables: Tables, school: School): StaffMember[] {
  const staff = staffOf(world, school).filter(
    (person) => person.endedOn === null || person.endedOn > world.asOf,
  );
  for (const person of staff) {
    const role =
      person.role === "principal" ? "principal" : person.role.includes("teacher") ? "teacher" : null;
    if (role === null) continue;
    const { id } = person;
    tables.users.write(
      ...[
        id,
        "",
        "",
        "true",
        id.toLowerCase(),
        "",
        person.firstName,
        person.lastName,
        "",
        "",
        "",
        "",
        "",
        "",
      ],
      ...["", "", "", "", "", "", orgId(school), ""],
    );
    tables.roles.write(
      `role-${id}`,
      "",
      "",
      id,
      "primary",
      role,
      iso(person.startedOn),
      "",
      orgId(school),
      "",
    );
  }
  return staff.filter((person) => person.role === "teacher");
}
