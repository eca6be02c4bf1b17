import { CsvFile } from "../csv-file.ts";
import { iso } from "../days.ts";
import { stateStudentId } from "../people/student.ts";
import { pick, random } from "../random.ts";
import type { World } from "../world.ts";
import type { EducationPlan } from "./plan.ts";

/** The files of the special-education system, which has its own ids. */
export type SpecialEducationFiles = {
  students: CsvFile;
  evaluations: CsvFile;
  meetings: CsvFile;
  prescribed: CsvFile;
  delivered: CsvFile;
};

const words = (text: string): string[] => text.split(" ");

export function openSpecialEducation(out: string): SpecialEducationFiles {
  const open = (feed: string, header: string) => new CsvFile(`${out}/sped/${feed}.csv`, words(header));
  return {
    students: open(
      "students",
      "sped_student_id state_student_id last_name first_name birth_on organization_id eligibility residence_organization_id outside_general_class_share iep_started_on iep_ended_on",
    ),
    evaluations: open(
      "evaluations",
      "evaluation_id sped_student_id organization_id kind referred_on consent_on due_on held_on delay_reason",
    ),
    meetings: open(
      "iep_meetings",
      "iep_meeting_id sped_student_id organization_id kind held_on next_due_on is_parent_present has_attendance_attempts has_transition_plan translation_requested_on translated_on",
    ),
    prescribed: open(
      "services_prescribed",
      "service_id sped_student_id organization_id service minutes_per_week started_on ended_on",
    ),
    delivered: open("services_delivered", "session_id service_id delivered_on minutes outcome"),
  };
}

/** A few students have no state student id here and must be found by name and birth date; none of the planted ones. */
function lacksStateId({ seed, planted }: World, { student }: EducationPlan): boolean {
  if (planted.iepWithoutEnrollment.has(student) || planted.iepAtFormerSchool.has(student)) return false;
  return random(seed, "state id", student.number)() < 0.007;
}

export function writePlan(world: World, files: SpecialEducationFiles, plan: EducationPlan): void {
  const { student, school, startedOn, endedOn } = plan;
  files.students.write(
    plan.id,
    lacksStateId(world, plan) ? "" : stateStudentId(student),
    student.lastName,
    student.firstName,
    iso(student.birthOn),
    school.id,
    student.eligibility ?? "",
    residence(world, plan),
    student.outsideClass,
    startedOn === null ? "" : iso(startedOn),
    endedOn === null ? "" : iso(endedOn),
  );
}

/** The school of the neighbourhood: for most the school they go to. */
function residence(world: World, { student, school }: EducationPlan): string {
  const draw = random(world.seed, "residence", student.number);
  const isOwn = draw() < 0.8 && school.system === "camino" && !school.isPlacement;
  if (isOwn) return school.id;
  const grade = student.spells.at(-1)?.grade ?? 0;
  const fits = world.schools.filter(
    (other) =>
      other.system === "camino" &&
      other !== school &&
      !other.isPlacement &&
      other.low <= grade &&
      other.high >= grade,
  );
  return fits.length === 0 ? school.id : pick(draw, fits).id;
}
