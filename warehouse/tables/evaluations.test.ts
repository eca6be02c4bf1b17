import { expect, test } from "vitest";
import { buildTables } from "../build/build-tables.ts";
import {
  alder,
  miniDistrict,
  rosterStudent,
  rowsOf,
  spell,
  stagedConnection,
  threeSchools,
} from "../build/mini-district.ts";

const evaluation = (id: string, dueOn: string, heldOn: string | null) => `
  insert into stg_evaluation (source, evaluation_id, sped_student_id, organization_id, kind, referred_on, consent_on, due_on, held_on)
  values ('sped', '${id}', 'p1', '${alder}', 'initial', '2024-02-01', '2024-02-10', '${dueOn}', ${heldOn ? `'${heldOn}'` : "null"});`;

test("an evaluation overdue since last year is due in its own year and carried into this one", async () => {
  const connection = await stagedConnection(`
    ${threeSchools}
    ${rosterStudent("sis", "s1", "9000000001")}
    ${spell("s1", alder, "2024-08-12", null)}
    insert into stg_sped_student (source, sped_student_id, state_student_id, last_name, first_name, birth_on, organization_id, eligibility)
      values ('sped', 'p1', '9000000001', 'One', 'Student', '2012-03-04', '${alder}', 'SLD');
    ${evaluation("held", "2024-04-10", "2024-04-12")}
    ${evaluation("overdue", "2024-04-10", null)}
    ${evaluation("ahead", "2025-04-10", null)}`);
  await buildTables(connection, { district: miniDistrict, asOf: "2025-03-28" });
  const rows = await rowsOf(
    connection,
    `select evaluation_id, school_year, is_due, is_overdue, is_carried, status from fct_evaluation order by all`,
  );
  expect(rows).toEqual([
    {
      evaluation_id: "ahead",
      school_year: "2024-25",
      is_due: false,
      is_overdue: false,
      is_carried: false,
      status: "due_soon",
    },
    {
      evaluation_id: "held",
      school_year: "2023-24",
      is_due: true,
      is_overdue: false,
      is_carried: false,
      status: "late",
    },
    {
      evaluation_id: "overdue",
      school_year: "2023-24",
      is_due: true,
      is_overdue: true,
      is_carried: false,
      status: "overdue",
    },
    {
      evaluation_id: "overdue",
      school_year: "2024-25",
      is_due: false,
      is_overdue: true,
      is_carried: true,
      status: "overdue",
    },
  ]);
});
