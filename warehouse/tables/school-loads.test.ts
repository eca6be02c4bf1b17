import { expect, test } from "vitest";
import {
  absences,
  alder,
  birch,
  buildMiniDistrict,
  rosterStudent,
  rowsOf,
  spell,
} from "../build/mini-district.ts";

const asOf = "2025-04-15";
/** Every staged row of a table comes from one file of the source "sis". */
const inFile = (table: string, file: string) => `update ${table} set file = '${file}';`;
const file = (feed: string, name: string, counts: { read: number; loaded: number; rejected: number }) =>
  `insert into stg_file values ('sis', '${feed}', '${name}', '', 0, ${counts.read}, ${counts.loaded}, ${counts.rejected}, 0, 0, null);`;
const refused = (line: number, organization: string, field = "absent_on") =>
  `insert into stg_rejection values ('sis', 'attendance_events', 'absences.csv', ${line}, '${field}', 'row.invalid_date', 'x', 'Why.', 'How.', ${organization}, null);`;

const staged = [
  rosterStudent("sis", "1", "1000000001"),
  rosterStudent("sis", "2", "1000000002"),
  spell("1", alder, "2024-08-12", null),
  spell("2", birch, "2024-08-12", null),
  spell("2", alder, "2025-05-01", null),
  absences("1", alder, "2024-09-02", 3),
  absences("1", birch, "2024-09-02", 2),
  absences("1", alder, "2025-05-05", 1),
  inFile("stg_enrollment_spell", "spells.csv"),
  inFile("stg_attendance_event", "absences.csv"),
  `insert into stg_program_spell (source, file, student_id, program, started_on) values ('sis', 'programs.csv', '1', 'EL', '2024-08-12');`,
  `insert into stg_replaced values ('sis', 'attendance_events', 'absences.csv', 'absences.delta.csv', '${alder}', 1),
    ('sis', 'program_spells', 'programs.csv', 'programs.delta.csv', null, 2);`,
  refused(20, `'${alder}'`),
  refused(20, `'${alder}'`, "parts_absent"),
  refused(21, "'99999999999999'"),
  refused(22, "'Ann Alvarez'"),
  refused(23, "null"),
  file("enrollment_spells", "spells.csv", { read: 3, loaded: 3, rejected: 0 }),
  file("attendance_events", "absences.csv", { read: 11, loaded: 7, rejected: 4 }),
  file("program_spells", "programs.csv", { read: 3, loaded: 3, rejected: 0 }),
];

const lines = async (statements: string[]) => {
  const { connection, checks } = await buildMiniDistrict(statements, asOf);
  const rows = await rowsOf(
    connection,
    `select file, organization_id, rows_loaded::integer, rows_rejected::integer, rows_published::integer, rows_replaced::integer, rows_later::integer,
       rows_elsewhere::integer, rows_left_out::integer from fct_school_load order by file, organization_id`,
  );
  return { checks, rows: rows.map((row) => Object.values(row)) };
};

test("every row of a file is told by school once: published, replaced, dated later, part of other records, left out or refused", async () => {
  const { rows } = await lines(staged);
  expect(rows).toEqual([
    // file, school, loaded, refused, published, replaced, later, elsewhere, left out
    ["absences.csv", alder, 5, 1, 3, 1, 1, 0, 0],
    ["absences.csv", birch, 2, 0, 0, 0, 0, 0, 2],
    ["absences.csv", "99999999999999", 0, 1, 0, 0, 0, 0, 0],
    ["absences.csv", "not a code", 0, 1, 0, 0, 0, 0, 0],
    ["absences.csv", null, 0, 1, 0, 0, 0, 0, 0],
    ["programs.csv", null, 3, 0, 0, 2, 0, 1, 0],
    ["spells.csv", alder, 2, 0, 1, 0, 1, 0, 0],
    ["spells.csv", birch, 1, 0, 1, 0, 0, 0, 0],
  ]);
});

test("a file of which a row is counted at no school, or at two, is not published", async () => {
  const other = { read: 3, loaded: 2, rejected: 1 };
  const wrong = [...staged.slice(0, -3), file("enrollment_spells", "spells.csv", other), ...staged.slice(-2)];
  await expect(lines(wrong)).rejects.toThrow(/school-counts-close/);
});
