import { describe, expect, test } from "vitest";
import { buildTables } from "../build/build-tables.ts";
import { miniDistrict, rowsOf, stagedConnection } from "../build/mini-district.ts";

/** The published history of a records system, 2013 to 2016: bond money in four approvals, and 12 M a year nobody has paid for. */
const caseFile = `
  insert into stg_fund_source (fund_source_id, name, is_one_time, is_capital_only, allowed_uses) values
    ('bond', 'Bond', true, true, 'capital'), ('general', 'General fund', false, false, 'operating');
  insert into stg_program (program_id, name, is_case_file, started_on) values
    ('case', 'Case file: a records system, 2013-2016', true, '2013-06-01'), ('roof', 'Roofs', false, '2024-07-01');
  insert into stg_board_action (board_action_id, program_id, effective_on, date_precision, recorded_on, kind, amount_usd,
    fund_source_id, items_in_vote) values
    ('1', 'case', '2013-06-30', 'month', '2013-06-30', 'approve', 29700000, 'bond', 309),
    ('2', 'case', '2014-12-31', 'year', '2014-12-31', 'amend', 15700000, 'bond', null),
    ('3', 'case', '2014-11-30', 'month', '2014-11-30', 'request', 53300000, 'bond', null),
    ('4', 'case', '2014-10-31', 'month', '2014-10-31', 'detail', 3600000, 'bond', null),
    ('5', 'case', '2015-12-31', 'year', '2015-12-31', 'amend', 88100000, 'bond', null),
    ('6', 'case', '2016-04-30', 'month', '2016-04-30', 'amend', 40300000, 'bond', null),
    ('7', 'roof', '2024-09-10', 'day', '2024-09-10', 'approve', 5000000, 'general', 1);
  insert into stg_recurring_cost (recurring_cost_id, program_id, category, fiscal_year, low_usd, likely_usd, recorded_on)
    select 'r' || start, 'case', 'staff', format('{}-{:02d}', start, (start + 1) % 100), 12000000, 12000000, '2016-04-14'
    from range(2018, 2026) as fiscal(start);
`;

async function built(statements: string) {
  const connection = await stagedConnection(statements);
  await buildTables(connection, { district: miniDistrict, asOf: "2025-04-15" });
  return connection;
}

describe("the ledger of a program of work", () => {
  test("approvals run up to 29.7, 45.4, 133.5 and 173.8 M; a request and a detail are never added", async () => {
    const connection = await built(caseFile);
    const rows = await rowsOf(
      connection,
      `select cast(effective_on as varchar) as effective_on, is_first_approval, cast(approved_to_date_usd as varchar) as approved
      from fct_board_action where program_id = 'case' and is_approval order by effective_on`,
    );
    expect(rows).toEqual([
      { effective_on: "2013-06-30", is_first_approval: true, approved: "29700000.00" },
      { effective_on: "2014-12-31", is_first_approval: false, approved: "45400000.00" },
      { effective_on: "2015-12-31", is_first_approval: false, approved: "133500000.00" },
      { effective_on: "2016-04-30", is_first_approval: false, approved: "173800000.00" },
    ]);
  });

  test("only money that may pay for operating funds a recurring cost", async () => {
    const connection = await built(`${caseFile}
      insert into stg_recurring_cost (recurring_cost_id, program_id, category, fiscal_year, likely_usd, fund_source_id, funded_usd, recorded_on) values
        ('a', 'roof', 'support', '2025-26', 100, 'bond', 100, '2024-10-01'),
        ('b', 'roof', 'support', '2026-27', 100, 'general', 60, '2024-10-01');`);
    const rows = await rowsOf(
      connection,
      "select fiscal_year, cast(unfunded_usd as varchar) as unfunded from fct_recurring_cost where program_id = 'roof'",
    );
    expect(rows).toEqual([
      { fiscal_year: "2025-26", unfunded: "100.00" },
      { fiscal_year: "2026-27", unfunded: "40.00" },
    ]);
    const [total] = await rowsOf(
      connection,
      "select cast(sum(unfunded_usd) as varchar) as unfunded from fct_recurring_cost where is_case_file",
    );
    expect(total).toEqual({ unfunded: "96000000.00" });
  });

  test("the four alerts fire on the case file at their dates and are not current", async () => {
    const connection = await built(caseFile);
    const rows = await rowsOf(
      connection,
      `select alert, cast(fired_on as varchar) as fired_on, date_precision, cast(settled_on as varchar) as settled_on, is_current
      from fct_alert where program_id = 'case' order by alert, fired_on, evidence`,
    );
    const a3 = { alert: "A3", date_precision: "year", settled_on: null, is_current: false };
    expect(rows).toEqual([
      {
        alert: "A1",
        fired_on: "2013-06-30",
        date_precision: "month",
        settled_on: "2016-04-14",
        is_current: false,
      },
      { alert: "A2", fired_on: "2016-04-14", date_precision: "day", settled_on: null, is_current: false },
      { ...a3, fired_on: "2014-12-31" },
      { ...a3, fired_on: "2014-12-31" },
      { ...a3, fired_on: "2014-12-31" },
      { ...a3, fired_on: "2015-12-31" },
      { alert: "A4", fired_on: "2013-06-30", date_precision: "month", settled_on: null, is_current: false },
    ]);
    const evidence = await rowsOf(
      connection,
      "select evidence from fct_alert where alert in ('A3', 'A4') order by alert, evidence",
    );
    expect(evidence.map((row) => row.evidence)).toEqual([
      "Approvals reached $133.5 M, 449 % of the first approval of $29.7 M: above 200 %.",
      "Approvals reached $45.4 M, 153 % of the first approval of $29.7 M: above 110 %.",
      "Approvals reached $45.4 M, 153 % of the first approval of $29.7 M: above 125 %.",
      "Approvals reached $45.4 M, 153 % of the first approval of $29.7 M: above 150 %.",
      "$29.7 M was one of 309 items in one vote.",
    ]);
  });

  test("money that recurs raises no alert about lifetime cost; a recurring cost paid from bonds does, until it is funded", async () => {
    const connection = await built(`${caseFile}
      insert into stg_recurring_cost (recurring_cost_id, program_id, category, fiscal_year, likely_usd, fund_source_id, funded_usd, recorded_on) values
        ('a', 'roof', 'support', '2025-26', 100, 'bond', 100, '2024-10-01'),
        ('b', 'roof', 'support', '2025-26', 0, 'general', 100, '2025-02-01');`);
    const rows = await rowsOf(
      connection,
      `select alert, cast(fired_on as varchar) as fired_on, cast(settled_on as varchar) as settled_on, is_current
      from fct_alert where program_id = 'roof'`,
    );
    expect(rows).toEqual([
      { alert: "A2", fired_on: "2024-10-01", settled_on: "2025-02-01", is_current: false },
    ]);
  });
});
