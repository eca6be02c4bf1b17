import { describe, expect, test } from "vitest";
import {
  alder,
  birch,
  buildMiniDistrict,
  cedar,
  rosterStudent,
  rowsOf,
  spell,
} from "../build/mini-district.ts";

async function built(statements: string[]) {
  const { connection, checks } = await buildMiniDistrict(statements, "2025-04-15");
  return { connection, reports: checks.filter((check) => !check.passed) };
}

const programs = (rows: string) =>
  `insert into stg_program_spell (source, student_id, program, detail, started_on, ended_on) values ${rows};`;

const plan = (
  id: string,
  stateId: string | null,
  school: string,
  name = "Nobody Known",
  bornOn = "2008-04-16",
) => {
  const [first, last] = name.split(" ");
  return `insert into stg_sped_student (source, sped_student_id, state_student_id, first_name, last_name, birth_on, organization_id,
    eligibility, residence_organization_id, outside_general_class_share, iep_started_on)
    values ('sped', '${id}', ${stateId ? `'${stateId}'` : "null"}, '${first}', '${last}', '${bornOn}', '${school}', 'SLD', '${alder}', '0_20', '2024-09-01');`;
};

describe("the keys of students and their versions", () => {
  const keys = async (statements: string[]) => {
    const { connection } = await built(statements);
    const rows = await rowsOf(
      connection,
      `select source_student_id || ' ' || valid_from as version, student_key, durable_student_key
      from dim_student join brg_student_identity using (durable_student_key) where durable_student_key > 0 order by student_key`,
    );
    return rows.map(({ version, student_key, durable_student_key }) => [
      version,
      student_key,
      durable_student_key,
    ]);
  };
  const first = [
    ...["2", "3", "4"].map((id) => rosterStudent("sis", id, `100000000${id}`)),
    ...["2", "3"].map((id) => spell(id, alder, "2024-08-12", null)),
  ];

  test("follow the days on which they begin, and who was never enrolled comes last", async () => {
    expect(await keys(first)).toEqual([
      ["2 1900-01-01", 1, 1],
      ["3 1900-01-01", 2, 2],
      ["4 1900-01-01", 3, 3],
    ]);
  });

  test("stay when somebody enters later, and when a version begins later", async () => {
    const later = [
      rosterStudent("sis", "1", "1000000001"),
      spell("1", alder, "2025-01-13", null),
      programs("('sis', '2', 'english_learner', null, '2025-02-03', null)"),
    ];
    expect(await keys([...first, ...later])).toEqual([
      ["2 1900-01-01", 1, 1],
      ["3 1900-01-01", 2, 2],
      ["1 1900-01-01", 3, 3],
      ["2 2025-02-03", 4, 1],
      ["4 1900-01-01", 5, 4],
    ]);
  });
});

describe("versions of a student", () => {
  test("a version begins when a spell or program begins or a program ends, and versions do not overlap", async () => {
    const { connection } = await built([
      rosterStudent("sis", "1", "1000000001"),
      spell("1", alder, "2024-08-12", null),
      programs(`('sis', '1', 'english_learner', null, '2024-08-12', '2024-12-31'),
        ('sis', '1', 'reduced_meals', null, '2024-08-12', null), ('sis', '1', 'free_meals', null, '2024-10-01', '2024-11-30'),
        ('sis', '1', 'foster', null, '2025-09-01', null)`),
    ]);
    const rows = await rowsOf(
      connection,
      `select cast(valid_from as varchar) as valid_from, cast(valid_to as varchar) as valid_to, is_english_learner, meals, is_foster
      from dim_student where durable_student_key > 0 order by valid_from`,
    );
    expect(rows).toEqual([
      {
        valid_from: "1900-01-01",
        valid_to: "2024-10-01",
        is_english_learner: true,
        meals: "reduced",
        is_foster: false,
      },
      {
        valid_from: "2024-10-01",
        valid_to: "2024-12-01",
        is_english_learner: true,
        meals: "free",
        is_foster: false,
      },
      {
        valid_from: "2024-12-01",
        valid_to: "2025-01-01",
        is_english_learner: true,
        meals: "reduced",
        is_foster: false,
      },
      {
        valid_from: "2025-01-01",
        valid_to: "9999-12-31",
        is_english_learner: false,
        meals: "reduced",
        is_foster: false,
      },
    ]);
    const groups = await rowsOf(
      connection,
      `select student_group from brg_student_group join dim_student using (student_key)
      where durable_student_key > 0 and is_current order by 1`,
    );
    expect(groups.map((row) => row.student_group)).toEqual(["ALL", "SED", "WH"]);
  });

  test("one person in several systems is matched by state student id, then by name and birth date, with the evidence", async () => {
    const { connection, reports } = await built([
      rosterStudent("sis", "1", "1000000001", "Ana Diaz"),
      rosterStudent("sis", "1b", "1000000001", "Ana Diaz"),
      rosterStudent("charter", "c1", "1000000001", "Ana Diaz"),
      rosterStudent("sis", "2", "1000000002", "Bo Chan"),
      plan("p1", "1000000001", alder),
      plan("p2", null, alder, "BO Chan", "2012-03-04"),
      plan("p3", "9999999999", alder),
      spell("unlisted", alder, "2024-08-12", null),
    ]);
    const rows = await rowsOf(
      connection,
      'select source, source_student_id as id, durable_student_key as person, "method", evidence, is_double_id from brg_student_identity order by 1, 2',
    );
    const byState = { method: "state_student_id", evidence: "state student id 1000000001" };
    expect(rows).toEqual([
      { source: "charter", id: "c1", person: 2, ...byState, is_double_id: false },
      { source: "sis", id: "1", person: 2, ...byState, is_double_id: true },
      { source: "sis", id: "1b", person: 2, ...byState, is_double_id: true },
      {
        source: "sis",
        id: "2",
        person: 3,
        method: "state_student_id",
        evidence: "state student id 1000000002",
        is_double_id: false,
      },
      {
        source: "sis",
        id: "unlisted",
        person: 1,
        method: "unmatched",
        is_double_id: false,
        evidence: "no known state student id, and nobody with that name and birth date",
      },
      { source: "sped", id: "p1", person: 2, ...byState, is_double_id: false },
      {
        source: "sped",
        id: "p2",
        person: 3,
        method: "name_and_birth_date",
        is_double_id: false,
        evidence: "no state student id; name and birth date are those of 1000000002",
      },
      {
        source: "sped",
        id: "p3",
        person: -1,
        method: "unmatched",
        is_double_id: false,
        evidence: "no known state student id, and nobody with that name and birth date",
      },
    ]);
    expect(reports.map((check) => [check.check, check.examples])).toContainEqual([
      "one-id-per-student",
      ["source: sis, students: 1, ids: 2"],
    ]);
  });
});

describe("special education", () => {
  test("a plan matches only an open enrolment at the same school; past years do not pretend to know", async () => {
    const { connection, reports } = await built([
      ...["1", "2", "3", "4"].map((id) => rosterStudent("sis", id, `100000000${id}`)),
      spell("1", alder, "2024-08-12", null),
      spell("2", birch, "2024-08-12", null),
      spell("3", cedar, "2024-08-12", null),
      spell("4", alder, "2024-08-12", "2025-01-10", "transfer_out"),
      ...["1", "2", "3", "4"].map((id) => plan(`p${id}`, `100000000${id}`, alder)),
      plan("p5", null, birch),
      `insert into stg_iep_meeting (source, iep_meeting_id, sped_student_id, organization_id, kind, held_on, next_due_on,
        is_parent_present, has_transition_plan, translation_requested_on, translated_on) values
        ('sped', 'm1', 'p1', '${alder}', 'annual', '2024-03-01', '2025-03-01', true, true, null, null),
        ('sped', 'm2', 'p2', '${alder}', 'annual', '2024-10-01', '2025-10-01', false, false, '2024-10-01', '2024-10-31'),
        ('sped', 'm3', 'p3', '${alder}', 'annual', '2024-10-01', '2025-10-01', false, false, '2024-10-01', '2024-11-01'),
        ('sped', 'm4', 'p4', '${alder}', 'annual', '2024-10-01', '2025-10-01', false, false, '2025-04-01', null);`,
    ]);
    const rows = await rowsOf(
      connection,
      `select sped_student_id as id, has_open_enrollment, is_matched, moved_between_charter_and_district as crossed, age_on as age,
        is_home_school, is_review_overdue as overdue, is_translated_on_time as translated
      from fct_iep where school_year = '2024-25' order by id`,
    );
    const here = { has_open_enrollment: true, age: 16, is_home_school: true, overdue: false };
    expect(rows).toEqual(
      [
        { id: "p1", ...here, is_matched: true, crossed: false, age: 16, overdue: true, translated: null },
        { id: "p2", ...here, is_matched: false, crossed: false, translated: true },
        { id: "p3", ...here, is_matched: false, crossed: true, translated: false },
        {
          id: "p4",
          ...here,
          has_open_enrollment: false,
          is_matched: false,
          crossed: false,
          translated: null,
        },
        {
          id: "p5",
          ...here,
          has_open_enrollment: false,
          is_matched: false,
          crossed: false,
          is_home_school: false,
          overdue: null,
          translated: null,
        },
      ].map((row) => ({ ...row, age: 16 })),
    );
    expect(reports.find((check) => check.check === "students-match-between-systems")).toMatchObject({
      kind: "report",
      rows: 2,
    });
  });

  test("an evaluation is on time on its due day, overdue the day after, and due soon up to 20 days before", async () => {
    const evaluation = (id: string, dueOn: string, heldOn: string | null) =>
      `('sped', '${id}', 'p1', '${alder}', 'initial', '2024-09-01', '2024-09-01', '${dueOn}', ${heldOn ? `'${heldOn}'` : "null"})`;
    const { connection } = await built([
      plan("p1", null, alder),
      `insert into stg_evaluation (source, evaluation_id, sped_student_id, organization_id, kind, referred_on, consent_on, due_on, held_on) values
        ${[
          evaluation("a", "2024-11-01", "2024-11-01"),
          evaluation("b", "2024-11-01", "2024-11-04"),
          evaluation("c", "2025-04-14", null),
          evaluation("d", "2025-04-15", null),
          evaluation("e", "2025-05-05", null),
          evaluation("f", "2025-05-06", null),
          evaluation("g", "2025-05-05", "2025-04-20"),
        ].join(",")};`,
    ]);
    const rows = await rowsOf(
      connection,
      "select evaluation_id as id, status, is_due, is_on_time, days_late, student_key from fct_evaluation order by id",
    );
    const unknown = { student_key: -1 };
    expect(rows).toEqual([
      { id: "a", status: "on_time", is_due: true, is_on_time: true, days_late: 0, ...unknown },
      { id: "b", status: "late", is_due: true, is_on_time: false, days_late: 3, ...unknown },
      { id: "c", status: "overdue", is_due: true, is_on_time: false, days_late: 1, ...unknown },
      { id: "d", status: "due_soon", is_due: true, is_on_time: false, days_late: 0, ...unknown },
      { id: "e", status: "due_soon", is_due: false, is_on_time: false, days_late: 0, ...unknown },
      { id: "f", status: "open", is_due: false, is_on_time: false, days_late: 0, ...unknown },
      { id: "g", status: "due_soon", is_due: false, is_on_time: false, days_late: 0, ...unknown },
    ]);
  });

  test("prescribed minutes are those of the school days so far", async () => {
    const { connection } = await built([
      plan("p1", null, alder),
      `insert into stg_service_prescribed (source, service_id, sped_student_id, organization_id, service, minutes_per_week, started_on) values
        ('sped', 's1', 'p1', '${alder}', 'speech', 60, '2025-03-31'), ('sped', 's2', 'p1', '${alder}', 'counseling', 30, '2025-03-31');
      insert into stg_service_delivered (source, session_id, service_id, delivered_on, minutes, outcome) values
        ('sped', 'd1', 's1', '2025-04-01', 60, 'delivered'), ('sped', 'd2', 's1', '2025-04-08', 62, 'delivered'),
        ('sped', 'd3', 's2', '2025-04-02', 0, 'provider_absent');`,
    ]);
    // 31 March to 15 April is 12 school days: 60 minutes a week make 144, 30 make 72.
    const rows = await rowsOf(
      connection,
      `select service_id as id, prescribed_minutes as prescribed, delivered_minutes as delivered, is_provided, is_frequency_met, is_behind
      from fct_service_prescribed order by id`,
    );
    expect(rows).toEqual([
      {
        id: "s1",
        prescribed: 144,
        delivered: 122,
        is_provided: true,
        is_frequency_met: false,
        is_behind: false,
      },
      {
        id: "s2",
        prescribed: 72,
        delivered: 0,
        is_provided: false,
        is_frequency_met: false,
        is_behind: true,
      },
    ]);
  });

  test("sessions count on whatever day they were held, and no two have one id", async () => {
    const sessions = (...rows: string[]) => [
      plan("p1", null, alder),
      `insert into stg_service_prescribed (source, service_id, sped_student_id, organization_id, service, minutes_per_week, started_on) values
        ('sped', 's1', 'p1', '${alder}', 'speech', 60, '2019-07-01');
      insert into stg_service_delivered (source, session_id, service_id, delivered_on, minutes, outcome) values ${rows.join(", ")};`,
    ];
    const session = (id: string, on: string, source = "sped") =>
      `('${source}', '${id}', 's1', '${on}', 60, 'delivered')`;
    const { connection } = await built(
      sessions(
        session("in no configured year", "2019-07-06"),
        session("on a Saturday", "2025-04-12"),
        session("after as_of", "2025-04-16"),
      ),
    );
    expect(
      await rowsOf(
        connection,
        "select school_year, session_id as id from fct_service_delivered order by all",
      ),
    ).toEqual([
      { school_year: "2019-20", id: "in no configured year" },
      { school_year: "2024-25", id: "on a Saturday" },
    ]);
    await expect(
      built(sessions(session("one", "2025-03-03"), session("one", "2025-04-14", "other"))),
    ).rejects.toThrow("one-id-per-session");
  });
});
