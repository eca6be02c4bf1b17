import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { alder, birch, buildMiniDistrict, rowsOf } from "../build/mini-district.ts";

const refused = (rows: string) => `insert into stg_rejection values ${rows};`;
const row = (line: number, code: string, about: string, field = "absent_on") =>
  `('sis', 'attendance_events', 'absences.csv', ${line}, '${field}', '${code}', 'x', 'Why.', 'How.', ${about})`;

const { connection } = await buildMiniDistrict(
  [
    refused(
      [
        row(2, "row.invalid_date", `'${alder}', '1'`),
        row(3, "row.invalid_date", `'${alder}', '1'`),
        row(3, "row.invalid_number", `'${alder}', '1'`, "parts_absent"),
        row(4, "row.invalid_date", `'${birch}', '2'`),
        row(5, "row.invalid_date", "null, null"),
        row(6, "reference.unknown_organization", "'99999999999999', '3'"),
        row(7, "semantic.absence_on_non_school_day", `'${birch}', '2'`),
        row(8, "scope.other_school", `'${birch}', '2'`),
      ].join(", "),
    ),
  ],
  "2025-04-15",
);

test("each kind of refusal counts its rows, students and schools once, and names who can mend it", async () => {
  const kinds = await rowsOf(
    connection,
    "select code, row_count, student_count, school_count, owner from fct_rejection_kind order by code",
  );
  expect(kinds.map((kind) => Object.values(kind))).toEqual([
    ["reference.unknown_organization", 1, 1, 1, "district"],
    ["row.invalid_date", 4, 2, 2, "vendor"],
    ["row.invalid_number", 1, 1, 1, "vendor"],
    ["scope.other_school", 1, 1, 1, "operator"],
    ["semantic.absence_on_non_school_day", 1, 1, 1, "school"],
  ]);
});

test("a school is told of its own rows only, and a row that names no known school is nobody's", async () => {
  const sql = readFileSync(new URL("../views/school_rejections.sql", import.meta.url), "utf8");
  const rows = await rowsOf(connection, sql);
  expect(rows.map((one) => [one.organization_id, one.code, one.rows, one.students])).toEqual([
    [alder, "row.invalid_date", 2, 1],
    [alder, "row.invalid_number", 1, 1],
    [birch, "row.invalid_date", 1, 1],
    [birch, "scope.other_school", 1, 1],
    [birch, "semantic.absence_on_non_school_day", 1, 1],
  ]);
});
