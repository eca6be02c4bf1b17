import { readdirSync, readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { buildTables } from "../build/build-tables.ts";
import { miniDistrict, type Row, stagedConnection, threeSchools } from "../build/mini-district.ts";

/** The published history of a records system (docs: the case file) beside a small program of today. */
const money = `
  insert into stg_fund_source (fund_source_id, name, is_one_time, is_capital_only, allowed_uses) values
    ('BOND', 'Bond', true, true, 'capital'), ('GENERAL', 'General fund', false, false, 'any');
  insert into stg_program (program_id, name, is_case_file, purpose, started_on, published_total_usd, published_total_note) values
    ('P-CASE', 'Case file: a records system', true, 'Records', '2013-06-01', 189000000, 'more in general fund'),
    ('P-NOW', 'Bus routing', false, 'Buses', '2024-07-01', null, null);
  insert into stg_board_action
    (board_action_id, program_id, effective_on, date_precision, recorded_on, kind, amount_usd, fund_source_id, items_in_vote) values
    ('1', 'P-CASE', '2013-06-30', 'month', '2013-06-30', 'approve', 29700000, 'BOND', 309),
    ('2', 'P-CASE', '2014-11-30', 'month', '2014-11-30', 'request', 53300000, 'BOND', null),
    ('3', 'P-CASE', '2014-12-31', 'year', '2014-12-31', 'amend', 15700000, 'BOND', null),
    ('4', 'P-CASE', '2014-10-31', 'month', '2014-10-31', 'detail', 3600000, 'BOND', null),
    ('5', 'P-CASE', '2015-12-31', 'year', '2015-12-31', 'amend', 88100000, 'BOND', null),
    ('6', 'P-CASE', '2016-04-30', 'month', '2016-04-30', 'amend', 40300000, 'BOND', null),
    ('7', 'P-NOW', '2025-03-20', 'day', '2025-03-20', 'approve', 1000000.10, 'GENERAL', 1);
  insert into stg_recurring_cost
    (recurring_cost_id, program_id, category, fiscal_year, low_usd, likely_usd, high_usd, fund_source_id, funded_usd, basis, recorded_on)
  select 'R' || y, 'P-CASE', 'hosting', printf('%d-%02d', y, (y + 1) % 100), 12000000, 12000000, null, null, null, 'similar size',
    date '2016-04-12' from range(2018, 2030) as years(y);
`;

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await stagedConnection(threeSchools + money);
  await buildTables(connection, { district: miniDistrict, asOf: "2025-03-28" });
});

async function view(name: string, parameters: Record<string, string>): Promise<Row[]> {
  const sql = readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8");
  return (await connection.runAndReadAll(sql, parameters)).getRowObjectsJson();
}
const caseFileOn = async (as_of: string) =>
  (await view("programs", { as_of })).find(({ program_id }) => program_id === "P-CASE");

describe("the cost views", () => {
  it.each([
    ["2013-06-30", 29.7],
    ["2014-12-31", 45.4],
    ["2015-12-31", 133.5],
    ["2016-04-30", 173.8],
  ])("say that by %s the case file had %s million approved", async (asOf, millions) => {
    expect((await caseFileOn(asOf))?.approved_usd).toBe(millions * 1e6);
  });

  it("show the request and never add it, and leave out what overlaps", async () => {
    expect((await caseFileOn("2014-12-31"))?.requested_usd).toBe(53.3e6);
    const actions = await view("program_actions", { as_of: "2014-12-31" });
    expect(actions.map((action) => [action.kind, action.running_approved_usd])).toEqual([
      ["approve", 29.7e6],
      ["detail", null],
      ["request", null],
      ["amend", 45.4e6],
    ]);
  });

  it("compare the published total with the ledger, and leave unreported amounts empty", async () => {
    const program = await caseFileOn("2016-04-30");
    expect(program).toMatchObject({
      published_total_usd: 189e6,
      not_itemised_usd: 15.2e6,
      expended_usd: null,
    });
    expect(program).toMatchObject({ forecast_usd: null, committed_usd: null, available_usd: null });
  });

  it("find 96 million unfunded in the ten fiscal years after the one of April 2016", async () => {
    const years = await view("program_recurring", { as_of: "2016-04-30" });
    expect(years.map(({ fiscal_year }) => fiscal_year)).toHaveLength(8);
    expect(years.reduce((total, year) => total + Number(year.unfunded_usd), 0)).toBe(96e6);
    expect(years[0]).toMatchObject({
      fiscal_year: "2018-19",
      low_usd: 12e6,
      likely_usd: 12e6,
      high_usd: null,
    });
    expect(await view("program_recurring", { as_of: "2016-04-01" })).toEqual([]);
  });

  it("start the next horizon on 1 July", async () => {
    expect((await view("program_recurring", { as_of: "2019-06-30" }))[0]?.fiscal_year).toBe("2019-20");
    expect((await view("program_recurring", { as_of: "2019-07-01" }))[0]?.fiscal_year).toBe("2020-21");
  });

  it("tell what was recorded since a day, without case files", async () => {
    expect(await view("money_changes", { since: "2025-03-01" })).toMatchObject([
      { name: "Bus routing", what: "approved by the board", amount_usd: 1000000.1 },
    ]);
    expect(await view("money_changes", { since: "2025-03-20" })).toEqual([]);
  });
});

describe("every view", () => {
  const names = readdirSync(new URL(".", import.meta.url)).filter((file) => file.endsWith(".sql"));
  const values: Record<string, string> = { as_of: "2025-03-28", since: "2025-01-01" };

  it.each(names)("%s declares its subject and grain and runs", async (file) => {
    const sql = readFileSync(new URL(file, import.meta.url), "utf8");
    expect(sql).toMatch(
      /^-- subject: (finance|operations|students|special_education)\n-- grain: one row per /,
    );
    const used = [...new Set([...sql.matchAll(/\$(\w+)/g)].map((match) => match[1] ?? ""))];
    const bound = Object.fromEntries(used.map((name) => [name, values[name] ?? ""]));
    await view(file.replace(".sql", ""), bound);
  });
});
