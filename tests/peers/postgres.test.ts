import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCurrentGeneration } from "#warehouse";
import { districtOfSize } from "../../bench/district-of-size.ts";
import { peerQuestions } from "../../bench/peers/peer-question.ts";
import { openPostgres } from "../../bench/peers/postgres/open-postgres.ts";
import { givenBy, openRollbook } from "../../bench/peers/rollbook.ts";
import { holdAlike, timeWays } from "../../bench/peers/time-ways.ts";
import { unprotected } from "../../bench/unprotected.ts";
import { district as base } from "../../district.config.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-peers-"));
const district = unprotected(base);
const asOf = "2027-06-01";
let rollbook: Awaited<ReturnType<typeof openRollbook>>;
let postgres: Awaited<ReturnType<typeof openPostgres>>;

beforeAll(async () => {
  const size = { students: 600, schools: 24, years: 1, district, asOf };
  const { dataDir } = await districtOfSize(size, folder);
  const manifest = readCurrentGeneration(dataDir);
  if (!manifest) throw new Error("The district was not loaded.");
  rollbook = await openRollbook({ dataDir, district, asOf, pagesDir: folder });
  postgres = await openPostgres({ dataDir, manifest, given: await givenBy(rollbook.answer) });
});

afterAll(async () => {
  await postgres?.close();
  await rollbook?.close();
  rmSync(folder, { recursive: true });
});

const named = (name: string) => {
  const question = peerQuestions.find((one) => one.name === name);
  if (!question) throw new Error(`No question is called ${name}.`);
  return question;
};

describe("PostgreSQL beside Rollbook", () => {
  test.each(peerQuestions)("gives every number of $key alike", async (question) => {
    expect(await holdAlike(question, await rollbook.answer(question), postgres.ways)).toBeGreaterThan(0);
  });

  test.each(peerQuestions)("is asked $key on the facts", async (question) => {
    const [facts] = postgres.ways;
    expect((await facts?.ask(question))?.rows?.length).toBeGreaterThan(0);
  });

  test("has what was copied, with its keys", () => {
    const { rows, table_bytes, index_bytes, version } = postgres.built;
    expect(rows).toBeGreaterThan(100_000);
    expect(table_bytes).toBeGreaterThan(0);
    expect(index_bytes).toBeGreaterThan(0);
    expect(version).toMatch(/^18/);
  });

  const oneOf = (table: string) => `ctid = (select min(ctid) from ${table}`;
  test.each([
    {
      planted: "one student fewer on norm day",
      name: "enrollment-by-charter-funding",
      sql: `update fct_enrollment_spell set is_norm_day_enrolled = false where durable_student_key =
        (select min(durable_student_key) from fct_enrollment_spell where is_norm_day_enrolled)`,
      told: /norm_day_enrollment/,
    },
    {
      planted: "half a day less in a school",
      name: "attendance-by-week",
      sql: `update fct_attendance_day set attended_parts = attended_parts - 1
        where ${oneOf("fct_attendance_day")} where attended_parts > 0)`,
      told: /daily_attendance_rate__numerator of 20/,
    },
    {
      planted: "an aggregate that is not that of its days",
      name: "four-measures-by-school",
      sql: `update fct_student_period set attended_parts = attended_parts + 1
        where ${oneOf("fct_student_period")} where is_latest)`,
      told: /postgres_aggregates answers .* attendance_rate__numerator/,
    },
    {
      planted: "an eligibility that is gone",
      name: "services-by-eligibility",
      sql: "delete from fct_service_prescribed where eligibility = 'SLD'",
      told: /SLD is missing/,
    },
    {
      planted: "a year that Rollbook does not have",
      name: "recurring-cost-by-fiscal-year",
      sql: `update fct_recurring_cost set fiscal_year = '1999-00'
        where ${oneOf("fct_recurring_cost")} where not coalesce(is_case_file, false))`,
      told: /1999-00 is one too many/,
    },
    {
      planted: "another name",
      name: "students-near-chronic-absence",
      sql: "update dim_student set last_name = 'Planted'",
      told: /student of .* is Planted, /,
    },
  ])("is not timed where there is $planted", async ({ name, sql, told }) => {
    const question = named(name);
    const answer = await rollbook.answer(question);
    await postgres.client.query("begin");
    await postgres.client.query(sql);
    await expect(holdAlike(question, answer, postgres.ways)).rejects.toThrow(told);
    await postgres.client.query("rollback");
    expect(await holdAlike(question, answer, postgres.ways)).toBeGreaterThan(0);
  });

  test("is asked in turn with Rollbook, and the aggregates only where there are any", async () => {
    const ways = [...rollbook.ways, ...postgres.ways];
    const withAggregates = await timeWays(named("chronic-absence-by-level"), ways);
    expect(Object.keys(withAggregates)).toEqual([
      ...["rollbook", "rollbook_engine", "postgres_facts", "postgres_aggregates"],
    ]);
    expect(withAggregates.postgres_facts?.rounds).toBe(20);
    const without = await timeWays(named("services-by-eligibility"), ways);
    expect(Object.keys(without)).toEqual(["rollbook", "rollbook_engine", "postgres_facts"]);
  });
});
