import { join } from "node:path";
import { CsvFile } from "../csv-file.ts";
import type { System } from "../schools/schools.ts";

/** The files of the students' lives at school: one of a kind for each system, state results for all. */
export type SchoolFiles = {
  enrollment: Record<System, CsvFile>;
  attendance: Record<System, CsvFile>;
  submissions: Record<System, CsvFile>;
  programs: Record<System, CsvFile>;
  discipline: Record<System, CsvFile>;
  assessments: CsvFile;
  cohorts: CsvFile;
};

export function openSchoolFiles(out: string): SchoolFiles {
  const open = (system: System, feed: string, header: string) =>
    new CsvFile(join(out, system, `${feed}.csv`), header.split(" "));
  const openAll = (feed: string, header: string): Record<System, CsvFile> => ({
    camino: open("camino", feed, header),
    brightpath: open("brightpath", feed, header),
    harbor: open("harbor", feed, header),
  });
  return {
    enrollment: openAll(
      "enrollment_spells",
      "student_id organization_id track grade entered_on exited_on entry_code exit_code is_primary",
    ),
    attendance: openAll("attendance_events", "student_id organization_id absent_on parts_absent reason"),
    submissions: openAll("feed_submissions", "organization_id feed school_day_on submitted_on"),
    programs: openAll("program_spells", "student_id program detail started_on ended_on"),
    discipline: openAll("discipline_actions", "action_id student_id organization_id occurred_on kind days"),
    assessments: open(
      "camino",
      "assessments",
      "state_student_id organization_id school_year subject grade is_tested is_accommodated level",
    ),
    cohorts: open(
      "camino",
      "cohort_outcomes",
      "state_student_id organization_id cohort_year outcome is_removed",
    ),
  };
}

export function closeSchoolFiles({ assessments, cohorts, ...bySystem }: SchoolFiles): void {
  for (const files of Object.values(bySystem)) {
    for (const file of Object.values(files)) file.close();
  }
  assessments.close();
  cohorts.close();
}
