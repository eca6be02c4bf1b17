import { writeFileSync } from "node:fs";
import { day, iso } from "../days.ts";
import { secondId } from "../oneroster/people-tables.ts";
import { type Student, stateStudentId, studentId } from "../people/student.ts";
import { planOf, spellOn } from "../special-education/plan.ts";
import type { World } from "../world.ts";
import type { Rejection } from "./planted-rejections.ts";

/** The first day on which the silent school has missed ten days of instruction. */
const silentKnownOn = day("2026-11-20");
/** The day after the autumn's progress marks were due. */
const marksKnownOn = day("2026-10-20");

/** Writes what a correct load must find: the refused rows, and the facts that are true but troubling. */
export function writeExpectedFindings(world: World, rejections: Rejection[], path: string): void {
  writeFileSync(path, `${JSON.stringify({ rejections, facts: facts(world) }, null, 2)}\n`);
}

function facts(world: World) {
  const { planted, asOf } = world;
  const placesOf = (students: Iterable<Student>) => [...students].map((student) => place(world, student));
  const leftBy = (students: Set<Student>) =>
    [...students].filter((student) => (student.spells.at(-1)?.exitedOn ?? 0) < asOf);
  return {
    silent_school:
      asOf < silentKnownOn
        ? null
        : { organization_id: planted.silentSchool.id, silent_since: iso(planted.silentFrom) },
    students_without_section: placesOf(planted.withoutSection),
    students_with_clashes: placesOf(planted.withClash),
    students_with_missing_marks: asOf < marksKnownOn ? [] : placesOf(planted.withMissingMark),
    iep_without_enrollment: leftBy(planted.iepWithoutEnrollment).map((student) => ({
      ...place(world, student),
      sped_student_id: planOf(world, student)?.id,
    })),
    iep_at_another_school: movedAway(world),
    students_with_two_ids: [...planted.withTwoIds].map((student) => ({
      ...place(world, student),
      second_student_id: secondId(student, spellOn(student, asOf)?.school.system ?? "camino"),
    })),
    enrollment_differences: [
      ...placesOf(leftBy(planted.onlyInSource)).map((found) => ({ ...found, difference: "only_in_source" })),
      ...placesOf(planted.onlyEnrolled).map((found) => ({ ...found, difference: "only_enrolled" })),
    ],
  };
}

/** Who it is, by the ids of the system of the present or last school. */
function place(world: World, student: Student) {
  const school = spellOn(student, world.asOf)?.school;
  return {
    source: school?.system,
    student_id: studentId(student, school?.system ?? "camino"),
    state_student_id: stateStudentId(student),
    organization_id: school?.id,
  };
}

function movedAway(world: World) {
  return [...world.planted.iepAtFormerSchool]
    .filter(([student]) => (student.spells.at(-1)?.enteredOn ?? 0) <= world.asOf)
    .map(([student, former]) => {
      const found = place(world, student);
      const moved =
        student.spells.at(-1)?.school.system === "camino" ? "within_district" : "district_to_charter";
      return {
        ...found,
        sped_student_id: planOf(world, student)?.id,
        sped_organization_id: former.id,
        moved,
      };
    });
}
