import { describe, expect, test } from "vitest";
import { alder, buildMiniDistrict, rosterStudent, rowsOf, spell } from "../build/mini-district.ts";

const built = async (statements: string[], asOf = "2025-04-30") =>
  (await buildMiniDistrict(statements, asOf)).connection;

describe("enrolment spells", () => {
  test("245 consecutive days at a school are stable and 244 are not, and dropping out is never stable", async () => {
    const connection = await built([
      ...["1", "2", "3", "4", "5"].map((id) => rosterStudent("sis", id, `100000000${id}`)),
      spell("1", alder, "2024-08-12", "2025-04-13", "transfer_out"),
      spell("2", alder, "2024-08-12", "2025-04-12", "transfer_out"),
      spell("3", alder, "2024-08-12", "2025-04-30", "dropped_out"),
      spell("4", alder, "2024-08-12", "2024-12-31", "transfer_in_district"),
      spell("4", alder, "2025-01-01", "2025-04-13", "transfer_out"),
      spell("5", alder, "2024-08-12", "2024-12-30", "transfer_out"),
      spell("5", alder, "2025-01-01", "2025-04-30", "transfer_out"),
    ]);
    const rows = await rowsOf(
      connection,
      `select state_student_id as id, days_enrolled, is_stable from fct_enrollment_spell join dim_student using (student_key)
      order by id, entered_on`,
    );
    expect(rows).toEqual([
      { id: "1000000001", days_enrolled: 245, is_stable: true },
      { id: "1000000002", days_enrolled: 244, is_stable: false },
      { id: "1000000003", days_enrolled: 262, is_stable: false },
      { id: "1000000004", days_enrolled: 142, is_stable: true },
      { id: "1000000004", days_enrolled: 103, is_stable: true },
      { id: "1000000005", days_enrolled: 141, is_stable: false },
      { id: "1000000005", days_enrolled: 120, is_stable: false },
    ]);
  });

  test("who leaves on the last school day was enrolled at the year's end; who left the day before was not", async () => {
    const connection = await built(
      [
        ...["1", "2", "3"].map((id) => rosterStudent("sis", id, `100000000${id}`)),
        spell("1", alder, "2024-08-12", "2025-06-13", "year_end"),
        spell("2", alder, "2024-10-03", "2025-06-12", "transfer_out"),
        spell("3", "07612349999999", "2024-08-12", null),
      ],
      "2025-07-20",
    );
    const rows = await rowsOf(
      connection,
      `select state_student_id as id, school_year, organization_key, is_enrolled, is_norm_day_enrolled, is_census_day_enrolled,
        entered_after_census, exited_before_year_end
      from fct_enrollment_spell join dim_student using (student_key) order by id, school_year`,
    );
    expect(rows).toEqual([
      {
        id: "1000000001",
        school_year: "2024-25",
        organization_key: 1,
        is_enrolled: true,
        is_norm_day_enrolled: true,
        is_census_day_enrolled: true,
        entered_after_census: false,
        exited_before_year_end: false,
      },
      {
        id: "1000000002",
        school_year: "2024-25",
        organization_key: 1,
        is_enrolled: false,
        is_norm_day_enrolled: false,
        is_census_day_enrolled: false,
        entered_after_census: true,
        exited_before_year_end: true,
      },
      // A school that nobody knows keeps its student, under the unknown member; the open spell goes on into the next year.
      {
        id: "1000000003",
        school_year: "2024-25",
        organization_key: -1,
        is_enrolled: true,
        is_norm_day_enrolled: true,
        is_census_day_enrolled: true,
        entered_after_census: false,
        exited_before_year_end: false,
      },
      {
        id: "1000000003",
        school_year: "2025-26",
        organization_key: -1,
        is_enrolled: true,
        is_norm_day_enrolled: false,
        is_census_day_enrolled: false,
        entered_after_census: false,
        exited_before_year_end: false,
      },
    ]);
  });
});

test("a student and a school that both change in one spell are counted in three runs of days", async () => {
  const connection = await built([
    rosterStudent("sis", "1", "1000000001"),
    spell("1", alder, "2024-08-12", null),
    `insert into stg_organization
      (organization_id, name, kind, level, charter_funding, must_report, source_system, valid_from, source)
      values ('${alder}', 'Alder', 'school', 'middle', 'not_charter', true, 'sis', '2024-10-01', 'sis');
    insert into stg_program_spell (source, student_id, program, detail, started_on, ended_on)
      values ('sis', '1', 'english_learner', 'Spanish', '2024-08-12', '2024-11-29');`,
  ]);
  const runs = await rowsOf(
    connection,
    "select starts_on, ends_on from brg_enrollment_interval where school_year = '2024-25' order by starts_on",
  );
  expect(runs.map(({ starts_on }) => starts_on)).toEqual(["2024-08-12", "2024-10-01", "2024-11-30"]);
  expect(runs.map(({ ends_on }) => ends_on)).toEqual(["2024-09-30", "2024-11-29", "2025-04-30"]);
});
