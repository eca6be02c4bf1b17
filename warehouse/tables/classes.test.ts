import { expect, test } from "vitest";
import { buildTables } from "../build/build-tables.ts";
import {
  alder,
  birch,
  buildMiniDistrict,
  miniDistrict,
  rosterStudent,
  rowsOf,
  spell,
  stagedConnection,
  threeSchools,
} from "../build/mini-district.ts";

/** Alder teaches three sections in the second semester; two of them in period 1. */
const sections = `
  insert into stg_or_org (source, sourced_id, name, type, identifier) values ('sis', 'o1', 'Alder', 'school', '${alder}');
  insert into stg_or_academic_session (source, sourced_id, title, type, start_date, end_date) values
    ('sis', 's1', 'Fall', 'semester', '2024-08-12', '2024-12-20'), ('sis', 's2', 'Spring', 'semester', '2025-01-06', '2025-06-13');
  insert into stg_or_class (source, sourced_id, title, course_sourced_id, school_sourced_id, term_sourced_ids, periods) values
    ('sis', 'math', 'Math', 'c', 'o1', 's2', '1'), ('sis', 'art', 'Art', 'c', 'o1', 's2', '2'),
    ('sis', 'band', 'Band', 'c', 'o1', 's1,s2', '1'), ('sis', 'fall', 'Fall math', 'c', 'o1', 's1', '1');
  insert into stg_or_line_item (source, sourced_id, title, class_sourced_id, due_date) values
    ('sis', 'early', 'Progress', 'math', '2025-02-14'), ('sis', 'late', 'Progress', 'math', '2025-04-04'),
    ('sis', 'final', 'Final', 'math', '2025-06-06');
`;

const enrollment = (
  id: string,
  student: string,
  section: string,
  from: string | null = null,
  to: string | null = null,
) =>
  `insert into stg_or_enrollment (source, sourced_id, class_sourced_id, school_sourced_id, user_sourced_id, role, begin_date, end_date)
    values ('sis', '${id}', '${section}', 'o1', '${student}', 'student', ${from ? `'${from}'` : "null"}, ${to ? `'${to}'` : "null"});`;

const mark = (id: string, lineItem: string, student: string, score: number | null, on = "2025-04-05") =>
  `insert into stg_or_result (source, sourced_id, line_item_sourced_id, student_sourced_id, score_status, score, score_date)
    values ('sis', '${id}', '${lineItem}', '${student}', 'fully graded', ${score}, '${on}');`;

const role = (student: string) =>
  `update stg_or_role set org_sourced_id = 'o1' where user_sourced_id = '${student}';`;

const built = (statements: string[], asOf = "2025-04-15") =>
  buildMiniDistrict([sections, ...statements], asOf);

test("today's roster says who has no class, a clash or a missing mark, and whom only one side knows", async () => {
  const ids = ["1", "2", "3", "4", "5", "6"];
  const { connection } = await built([
    ...ids.map((id) => rosterStudent("sis", id, `100000000${id}`)),
    ...ids.filter((id) => id !== "5").map((id) => spell(id, alder, "2024-08-12", null)),
    ...ids.filter((id) => id !== "6").map(role),
    // 1: math and art, marked. 2: math and band in one period. 3: math without the mark of 4 April. 4: only a class that has ended.
    enrollment("e1", "1", "math"),
    enrollment("e2", "1", "art"),
    mark("r1", "late", "1", 71),
    enrollment("e3", "2", "math"),
    enrollment("e4", "2", "band"),
    mark("r2", "late", "2", 59),
    enrollment("e5", "3", "math"),
    mark("r3", "early", "3", 80),
    enrollment("e6", "4", "fall"),
    enrollment("e7", "4", "art", "2025-01-06", "2025-02-01"),
    // 6 joined after the line item fell due.
    enrollment("e8", "6", "math", "2025-04-10", "2025-06-13"),
  ]);
  const rows = await rowsOf(
    connection,
    `select state_student_id as id, class_count, has_class, has_clash, has_missing_mark, is_enrolled_here, is_in_source, is_different
    from fct_student_roster join dim_student using (student_key) order by id`,
  );
  const fine = {
    has_class: true,
    has_clash: false,
    has_missing_mark: false,
    is_enrolled_here: true,
    is_in_source: true,
    is_different: false,
  };
  expect(rows).toEqual([
    { id: "1000000001", ...fine, class_count: 2 },
    { id: "1000000002", ...fine, class_count: 2, has_clash: true },
    { id: "1000000003", ...fine, class_count: 1, has_missing_mark: true },
    { id: "1000000004", ...fine, class_count: 0, has_class: false },
    {
      id: "1000000005",
      ...fine,
      class_count: 0,
      has_class: false,
      is_enrolled_here: false,
      is_different: true,
    },
    { id: "1000000006", ...fine, class_count: 1, is_in_source: false, is_different: true },
  ]);
  const marks = await rowsOf(
    connection,
    "select line_item_id as item, source_student_id as id, score, is_missing, is_passed from fct_course_mark order by 1, 2",
  );
  expect(marks).toEqual([
    { item: "early", id: "3", score: 80, is_missing: false, is_passed: true },
    { item: "late", id: "1", score: 71, is_missing: false, is_passed: true },
    { item: "late", id: "2", score: 59, is_missing: false, is_passed: false },
    { item: "late", id: "3", score: null, is_missing: true, is_passed: null },
  ]);
});

test("a mark that is told again is the last one told, also where that has no score", async () => {
  const { connection } = await built([
    rosterStudent("sis", "1", "1000000001"),
    rosterStudent("sis", "2", "1000000002"),
    ...["1", "2"].flatMap((id) => [spell(id, alder, "2024-08-12", null), role(id)]),
    enrollment("e1", "1", "math"),
    enrollment("e2", "2", "math"),
    mark("r1", "early", "1", 50, "2025-02-14"),
    mark("r2", "early", "1", 65, "2025-02-20"),
    mark("r3", "early", "1", 90, "2025-04-16"),
    mark("r4", "late", "1", 70),
    mark("r5", "late", "1", 72),
    mark("r6", "late", "2", 80, "2025-04-04"),
    mark("r7", "late", "2", null, "2025-04-07"),
    mark("r8", "early", "2", 61),
  ]);
  const marks = await rowsOf(
    connection,
    `select line_item_id as item, source_student_id as id, score, marked_on::varchar as marked_on, is_missing
    from fct_course_mark order by 1, 2`,
  );
  expect(marks).toEqual([
    // The mark of 16 April is not known on the 15th.
    { item: "early", id: "1", score: 65, marked_on: "2025-02-20", is_missing: false },
    { item: "early", id: "2", score: 61, marked_on: "2025-04-05", is_missing: false },
    { item: "late", id: "1", score: 72, marked_on: "2025-04-05", is_missing: false },
    { item: "late", id: "2", score: null, marked_on: "2025-04-07", is_missing: true },
  ]);
});

test("a day makes them anew only where a class begins or ends, or a mark falls due", async () => {
  const madeOn = async (asOf: string) => {
    const connection = await stagedConnection(
      [
        threeSchools,
        sections,
        rosterStudent("sis", "1", "1000000001"),
        spell("1", alder, "2024-08-12", null),
        enrollment("e1", "1", "math"),
        enrollment("e2", "1", "fall"),
        mark("r1", "late", "1", 71),
        // A version of the student that begins after all of them.
        `insert into stg_program_spell (source, student_id, program, started_on) values ('sis', '1', 'homeless', '2025-04-16');`,
      ].join("\n"),
    );
    const { made } = await buildTables(connection, { district: miniDistrict, asOf });
    const [student, classes, marks] = ["dim_student", "fct_class_enrollment", "fct_course_mark"].map(
      (name) => made.get(name)?.from,
    );
    return { student, classes, marks };
  };
  const before = await madeOn("2025-04-15");
  const newVersion = await madeOn("2025-04-16");
  expect(newVersion).toEqual({ ...before, student: expect.not.stringMatching(`${before.student}`) });
  const due = await madeOn("2025-06-06");
  expect(due.classes).toBe(before.classes);
  expect(due.marks).not.toBe(before.marks);
  const ended = await madeOn("2025-06-14");
  expect(ended.classes).not.toBe(before.classes);
});

test("in summer nobody is enrolled, and no roster differs", async () => {
  const { connection } = await built([rosterStudent("sis", "1", "1000000001"), role("1")], "2025-07-01");
  expect(await rowsOf(connection, "from fct_student_roster")).toEqual([]);
});

test("a school that has sent nothing for ten school days is silent; one that missed nine is not", async () => {
  const submissions = (school: string, to: string) =>
    `insert into stg_feed_submission (source, organization_id, feed, school_day_on, submitted_on)
    select 'sis', organization_id, 'attendance', calendar_on, calendar_on + 1 from stg_calendar_day
    where organization_id = '${school}' and calendar_on <= '${to}';`;
  // The last ten school days to Tuesday 15 April begin on Wednesday 2 April.
  const { connection, checks } = await built([
    submissions(alder, "2025-04-01"),
    submissions(birch, "2025-04-02"),
  ]);
  const rows = await rowsOf(
    connection,
    `select name, is_silent, cast(count(*) filter (is_reported) as integer) as reported, cast(count(*) as integer) as expected,
      cast(count(*) filter (is_recent) as integer) as recent, bool_or(is_late) as is_late
    from fct_feed_submission join dim_organization using (organization_key) group by all order by name`,
  );
  const common = { expected: 177, recent: 20, is_late: false };
  expect(rows).toEqual([
    { name: "Alder", is_silent: true, reported: 167, ...common },
    { name: "Birch", is_silent: false, reported: 168, ...common },
    { name: "Cedar Charter", is_silent: true, reported: 0, ...common },
  ]);
  expect(checks.find((check) => check.check === "schools-have-reported")).toEqual({
    check: "schools-have-reported",
    kind: "report",
    promise:
      "Every school that must report has sent attendance for at least one of its last ten school days.",
    passed: false,
    rows: 2,
    examples: [
      `organization_id: ${alder}, name: Alder, last_reported_on: 2025-04-01`,
      "organization_id: 07612340000030, name: Cedar Charter, last_reported_on: none",
    ],
  });
});
