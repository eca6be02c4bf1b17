import type { CsvFile } from "../csv-file.ts";
import { type Day, day, iso, isoIfKnown } from "../days.ts";
import { firstName, lastName, type Origin } from "../people/names.ts";
import { pick, type Random, random } from "../random.ts";
import type { World } from "../world.ts";
import type { School } from "./schools.ts";

// biome-ignore format: one line
type StaffRole =
  | "principal" | "assistant_principal" | "teacher" | "special_education_teacher" | "nurse" | "attendance_clerk" | "clerk";

export type StaffMember = {
  id: string;
  school: School;
  firstName: string;
  lastName: string;
  role: StaffRole;
  isCredentialed: boolean;
  fte: number;
  startedOn: Day;
  endedOn: Day | null;
};

const origins: Origin[] = ["general", "general", "hispanic", "hispanic", "asian"];
const leftOn = day("2025-06-13");
const replacedOn = day("2025-08-04");

/** Ids of a school begin at its hundreds; who holds a post now has the post's number, whatever the seed. */
const IDS_OF_SCHOOL = 500;
const WHO_LEFT = 250;

/** Everyone who has worked at a school; one in twelve left in June 2025 and was replaced in August. */
export function staffOf(world: World, school: School): StaffMember[] {
  const students = Math.max(1, school.gradeSize * (school.high - school.low + 1));
  const roles: [StaffRole, number][] = [
    ["principal", 1],
    ["assistant_principal", Math.min(3, Math.floor(students / 450))],
    ["teacher", Math.ceil(students / (school.level === "elementary" ? 24 : 21))],
    ["special_education_teacher", Math.max(1, Math.ceil((students * 0.13) / 17))],
    ["nurse", 1],
    ["attendance_clerk", 1],
    ["clerk", Math.max(0, Math.round(students / 320) - 1)],
  ];
  const draw = random(world.seed, "staff", school.index);
  const staff: StaffMember[] = [];
  let number = 0;
  for (const [role, count] of roles) {
    for (let i = 0; i < count; i++, number++) {
      const isReplaced = draw() < 0.08;
      const post = { school, role, number, since: null, endedOn: null };
      if (isReplaced) staff.push(member(draw, { ...post, number: number + WHO_LEFT, endedOn: leftOn }));
      staff.push(member(draw, { ...post, since: isReplaced ? replacedOn : null }));
    }
  }
  return staff;
}

type Post = { school: School; role: StaffRole; number: number; since: Day | null; endedOn: Day | null };

function member(draw: Random, { school, role, number, since, endedOn }: Post): StaffMember {
  const origin = pick(draw, origins);
  const earlier = day("2015-08-03") + 364 * Math.floor(draw() * 9);
  return {
    id: `E${100_000 + school.index * IDS_OF_SCHOOL + number}`,
    school,
    firstName: firstName(draw, draw() < 0.65 ? "female" : "male", origin),
    lastName: lastName(draw, origin),
    role,
    isCredentialed: draw() < (role === "special_education_teacher" ? 0.87 : role === "teacher" ? 0.94 : 1),
    fte: role === "nurse" ? 0.5 : 1,
    startedOn: since ?? earlier,
    endedOn,
  };
}

export function writeStaff(world: World, file: CsvFile): void {
  for (const school of world.schools) {
    for (const person of staffOf(world, school)) {
      const { id, role, isCredentialed, fte, startedOn, endedOn } = person;
      const name = `${person.firstName} ${person.lastName}`;
      const credential = isCredentialed ? "Y" : "N";
      file.write(
        id,
        school.id,
        name,
        role,
        credential,
        fte.toFixed(2),
        iso(startedOn),
        isoIfKnown(endedOn, world.asOf),
      );
    }
  }
}
