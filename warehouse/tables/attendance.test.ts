import { describe, expect, test } from "vitest";
import {
  absences,
  alder,
  birch,
  buildMiniDistrict,
  cedar,
  rosterStudent,
  rowsOf,
  spell,
} from "../build/mini-district.ts";

const built = async (statements: string[], asOf = "2025-04-30") =>
  (await buildMiniDistrict(statements, asOf)).connection;

describe("attendance days and the student-period snapshot", () => {
  test("the level rule: 31 days and 4 absences at each of three schools are chronic at each, 30 and 3 only for the district", async () => {
    const connection = await built([
      ...["1", "2", "3", "4"].map((id) => rosterStudent("sis", id, `100000000${id}`)),
      spell("1", alder, "2024-08-12", "2024-09-23", "transfer_in_district"),
      spell("1", birch, "2024-09-24", "2024-11-05", "transfer_in_district"),
      spell("1", cedar, "2024-11-06", "2024-12-18", "transfer_out"),
      absences("1", alder, "2024-08-12", 4),
      absences("1", birch, "2024-09-24", 4),
      absences("1", cedar, "2024-11-06", 4),
      spell("2", alder, "2024-08-12", "2024-09-20", "transfer_in_district"),
      spell("2", birch, "2024-09-23", "2024-11-01", "transfer_in_district"),
      spell("2", cedar, "2024-11-04", "2024-12-13", "transfer_out"),
      absences("2", alder, "2024-08-12", 3),
      absences("2", birch, "2024-09-23", 3),
      absences("2", cedar, "2024-11-04", 3),
      spell("3", alder, "2024-08-12", "2025-04-18", "transfer_out"),
      absences("3", alder, "2024-08-12", 18),
      spell("4", alder, "2024-08-12", "2025-04-18", "transfer_out"),
      absences("4", alder, "2024-08-12", 17),
    ]);
    const rows = await rowsOf(
      connection,
      `with level as (
        select durable_student_key, name, expected_parts, absent_parts
        from fct_student_period join dim_organization using (organization_key) where is_latest
        union all
        select durable_student_key, 'district', sum(expected_parts), sum(absent_parts)
        from fct_student_period where is_latest group by all
      )
      select name, cast(count(*) as integer) as eligible,
        cast(count(*) filter (10 * absent_parts >= expected_parts) as integer) as chronic
      from level where expected_parts > 30 * 2 group by name order by name`,
    );
    expect(rows).toEqual([
      { name: "Alder", eligible: 3, chronic: 2 },
      { name: "Birch", eligible: 1, chronic: 1 },
      { name: "Cedar Charter", eligible: 1, chronic: 1 },
      { name: "district", eligible: 4, chronic: 3 },
    ]);
  });

  test("the days of schools that are built one after the other are those of all at once", async () => {
    const statements = [
      ...["1", "2", "3"].map((id) => rosterStudent("sis", id, `100000000${id}`)),
      spell("1", alder, "2024-08-12", null),
      spell("2", birch, "2024-08-12", null),
      spell("3", cedar, "2024-08-12", "2024-12-13", "transfer_in_district"),
      spell("3", alder, "2024-12-16", null),
      absences("3", cedar, "2024-09-02", 3),
      absences("3", alder, "2025-01-06", 2),
    ];
    const days = async (enrollmentsAtOnce: number) => {
      const { connection } = await buildMiniDistrict(statements, "2025-04-30", enrollmentsAtOnce);
      return rowsOf(connection, "select * from fct_attendance_day");
    };
    const atOnce = await days(100);
    expect(atOnce.length).toBeGreaterThan(300);
    expect(await days(1)).toEqual(atOnce);
  });

  test("a month is counted up to its end, and carried on after the student has left", async () => {
    const connection = await built(
      [
        rosterStudent("sis", "1", "1000000001"),
        rosterStudent("sis", "2", "1000000002"),
        spell("1", alder, "2024-09-11", "2024-10-04", "transfer_in_district"),
        spell("1", birch, "2024-10-07", null),
        spell("2", alder, "2024-08-12", null),
        absences("1", alder, "2024-09-30", 2),
      ],
      "2024-11-15",
    );
    const rows = await rowsOf(
      connection,
      `select month, name, is_latest, is_only_school, expected_parts, absent_parts from fct_student_period
      join dim_organization using (organization_key)
      where student_key in (select student_key from dim_student where state_student_id = '1000000001') order by name, month`,
    );
    expect(rows).toEqual([
      // 11 to 30 September: 14 weekdays; 4 more to 4 October.
      {
        month: "2024-09",
        name: "Alder",
        is_latest: false,
        is_only_school: true,
        expected_parts: 28,
        absent_parts: 2,
      },
      {
        month: "2024-10",
        name: "Alder",
        is_latest: false,
        is_only_school: false,
        expected_parts: 36,
        absent_parts: 4,
      },
      {
        month: "2024-11",
        name: "Alder",
        is_latest: true,
        is_only_school: false,
        expected_parts: 36,
        absent_parts: 4,
      },
      // 7 to 31 October: 19 weekdays; 11 more to 15 November.
      {
        month: "2024-10",
        name: "Birch",
        is_latest: false,
        is_only_school: false,
        expected_parts: 38,
        absent_parts: 0,
      },
      {
        month: "2024-11",
        name: "Birch",
        is_latest: true,
        is_only_school: false,
        expected_parts: 60,
        absent_parts: 0,
      },
    ]);
  });

  test("half days are counted in parts, and bands and days left are tested in integers", async () => {
    // 1 November is the 60th school day: 120 parts expected, 440 in the year, so a tenth is 44 parts.
    const absent: Record<string, [number, number]> = {
      "1": [9, 1],
      "2": [5, 2],
      "3": [7, 2],
      "4": [15, 1],
      "5": [22, 2],
    };
    const connection = await built(
      Object.entries(absent).map(([id, [days, parts]]) =>
        [
          rosterStudent("sis", id, `100000000${id}`),
          spell(id, alder, "2024-08-12", null),
          absences(id, alder, "2024-08-12", days, parts),
        ].join(""),
      ),
      "2024-11-01",
    );
    const rows = await rowsOf(
      connection,
      `select state_student_id as id, absent_parts, expected_parts, expected_days_in_year_parts, absence_band, days_left_before_chronic
      from fct_student_period join dim_student using (student_key) where is_latest order by id`,
    );
    const common = { expected_parts: 120, expected_days_in_year_parts: 440 };
    expect(rows).toEqual([
      { id: "1000000001", absent_parts: 9, ...common, absence_band: "under_8", days_left_before_chronic: 17 },
      {
        id: "1000000002",
        absent_parts: 10,
        ...common,
        absence_band: "8_to_12",
        days_left_before_chronic: 16,
      },
      {
        id: "1000000003",
        absent_parts: 14,
        ...common,
        absence_band: "8_to_12",
        days_left_before_chronic: 14,
      },
      {
        id: "1000000004",
        absent_parts: 15,
        ...common,
        absence_band: "over_12",
        days_left_before_chronic: 14,
      },
      { id: "1000000005", absent_parts: 44, ...common, absence_band: "over_12", days_left_before_chronic: 0 },
    ]);
  });

  test("a day for which a school has sent nothing is not a day on which everybody was present", async () => {
    const connection = await built(
      [
        rosterStudent("sis", "1", "1000000001"),
        rosterStudent("sis", "2", "1000000002"),
        spell("1", alder, "2024-08-12", null),
        spell("2", birch, "2024-08-12", null),
        absences("1", alder, "2024-08-14", 1, 1),
        `insert into stg_feed_submission (source, organization_id, feed, school_day_on, submitted_on) values
          ('sis', '${alder}', 'attendance', '2024-08-12', '2024-08-12'),
          ('sis', '${alder}', 'attendance', '2024-08-13', '2024-08-19');`,
      ],
      "2024-08-16",
    );
    const rows = await rowsOf(
      connection,
      `select name, cast(attended_on as varchar) as day, is_reported, expected_parts, absent_parts
      from fct_attendance_day join dim_organization using (organization_key) where name = 'Alder' order by day`,
    );
    const unknown = { is_reported: false, expected_parts: 0, absent_parts: 0 };
    expect(rows).toEqual([
      { name: "Alder", day: "2024-08-12", is_reported: true, expected_parts: 2, absent_parts: 0 },
      // Submitted after as_of.
      { name: "Alder", day: "2024-08-13", ...unknown },
      // An absence has arrived, so the school has reported.
      { name: "Alder", day: "2024-08-14", is_reported: true, expected_parts: 2, absent_parts: 1 },
      { name: "Alder", day: "2024-08-15", ...unknown },
      { name: "Alder", day: "2024-08-16", ...unknown },
    ]);
    const [birchPeriod] = await rowsOf(
      connection,
      "select expected_parts, absence_band from fct_student_period join dim_organization using (organization_key) where name = 'Birch'",
    );
    expect(birchPeriod).toEqual({ expected_parts: 0, absence_band: null });
  });

  test("overlapping spells and two ids of one student expect a day once", async () => {
    const connection = await built([
      rosterStudent("sis", "1", "1000000001"),
      rosterStudent("sis", "1b", "1000000001"),
      spell("1", alder, "2024-08-12", "2024-08-23", "transfer_out"),
      spell("1b", alder, "2024-08-19", "2024-08-30", "transfer_out"),
      absences("1", alder, "2024-08-19", 1, 1),
      absences("1b", alder, "2024-08-19", 1, 2),
    ]);
    const [row] = await rowsOf(
      connection,
      "select cast(count(*) as integer) as days, cast(sum(absent_parts) as integer) as absent_parts from fct_attendance_day",
    );
    expect(row).toEqual({ days: 15, absent_parts: 2 });
  });

  test("a school that becomes a charter in mid-year keeps its days under each version and its snapshot under the last", async () => {
    const connection = await built(
      [
        `insert into stg_organization (organization_id, name, kind, level, charter_funding, must_report, source_system, valid_from, source)
          values ('${alder}', 'Alder Charter', 'school', 'elementary', 'locally_funded', true, 'sis', '2024-08-19', 'sis');`,
        rosterStudent("sis", "1", "1000000001"),
        spell("1", alder, "2024-08-12", null),
      ],
      "2024-08-30",
    );
    const days = await rowsOf(
      connection,
      `select name, is_charter, cast(count(*) as integer) as days from fct_attendance_day join dim_organization using (organization_key)
      group by all order by name`,
    );
    expect(days).toEqual([
      { name: "Alder", is_charter: false, days: 5 },
      { name: "Alder Charter", is_charter: true, days: 10 },
    ]);
    const snapshot = await rowsOf(
      connection,
      "select name, expected_parts from fct_student_period join dim_organization using (organization_key)",
    );
    expect(snapshot).toEqual([{ name: "Alder Charter", expected_parts: 30 }]);
  });

  test("no-shows have no attendance and are not enrolled", async () => {
    const connection = await built([
      ...["1", "2", "3"].map((id) => rosterStudent("sis", id, `100000000${id}`)),
      spell("1", alder, "2024-08-12", "2024-08-16", "no_show"),
      spell("2", alder, "2024-08-12", "2024-08-12", "transfer_out"),
      absences("2", alder, "2024-08-12", 1),
      spell("3", alder, "2024-08-12", "2024-08-12", "transfer_out"),
    ]);
    const rows = await rowsOf(
      connection,
      `select state_student_id as id, is_no_show, cast(count(attended_on) as integer) as days
      from fct_enrollment_spell join dim_student using (student_key) left join fct_attendance_day using (student_key)
      group by all order by id`,
    );
    expect(rows).toEqual([
      { id: "1000000001", is_no_show: true, days: 0 },
      { id: "1000000002", is_no_show: true, days: 0 },
      { id: "1000000003", is_no_show: false, days: 1 },
    ]);
  });
});
