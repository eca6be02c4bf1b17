import { schoolYearKey } from "../calendar.ts";
import { CsvFile } from "../csv-file.ts";
import { type Day, day, iso } from "../days.ts";
import { random } from "../random.ts";
import type { World } from "../world.ts";
import { caseFile } from "./case-file.ts";
import {
  accountCells,
  accountId,
  lastOfMonth,
  ledgerLines,
  monthsUntil,
  programAccounts,
  schoolAccounts,
} from "./ledger.ts";
import { districtPrograms, fundSources, type Program } from "./programs.ts";

const headers = {
  fund_sources: "fund_source_id name is_one_time is_capital_only allowed_uses ends_on",
  accounts: "account_id fund resource project_year goal function object school name",
  programs:
    "program_id name is_case_file purpose started_on published_total_usd published_total_note citation",
  board_actions:
    "board_action_id program_id effective_on date_precision recorded_on report_no bond_resolution_no kind amount_usd fund_source_id items_in_vote citation note",
  ledger_lines: "ledger_line_id account_id posted_on amount_usd description",
  commitments: "commitment_id program_id vendor kind committed_on amount_usd liquidated_usd fund_source_id",
  expenditures: "expenditure_id program_id account_id posted_on amount_usd fund_source_id",
  forecasts: "forecast_id program_id as_of_on etc_low_usd etc_likely_usd etc_high_usd method author",
  recurring_costs:
    "recurring_cost_id program_id category fiscal_year low_usd likely_usd high_usd fund_source_id funded_usd basis recorded_on",
};

type Files = Record<keyof typeof headers, CsvFile>;

const usd = (amount: number | null | undefined): string => (amount == null ? "" : amount.toFixed(2));
const yesNo = (yes: boolean): string => (yes ? "Y" : "N");

export function writeFinance(world: World, out: string): void {
  const files = openFiles(out);
  for (const { id, name, isOneTime, isCapitalOnly, uses, endsOn } of fundSources) {
    files.fund_sources.write(id, name, yesNo(isOneTime), yesNo(isCapitalOnly), uses, endsOn);
  }
  for (const account of Object.values(programAccounts)) files.accounts.write(...accountCells(account));
  for (const program of [...districtPrograms, caseFile]) writeProgram(world, files, program);
  for (const school of world.schools) {
    if (school.system !== "camino" || school.isPlacement) continue;
    for (const account of schoolAccounts(school)) files.accounts.write(...accountCells(account));
    for (const { id, account, postedOn, amountUsd, description } of ledgerLines(world, school)) {
      files.ledger_lines.write(id, account, iso(postedOn), usd(amountUsd), description);
    }
  }
  for (const file of Object.values(files)) file.close();
}

function openFiles(out: string): Files {
  const open = (feed: keyof typeof headers) =>
    new CsvFile(`${out}/finance/${feed}.csv`, headers[feed].split(" "));
  return {
    fund_sources: open("fund_sources"),
    accounts: open("accounts"),
    programs: open("programs"),
    board_actions: open("board_actions"),
    ledger_lines: open("ledger_lines"),
    commitments: open("commitments"),
    expenditures: open("expenditures"),
    forecasts: open("forecasts"),
    recurring_costs: open("recurring_costs"),
  };
}

function writeProgram(world: World, files: Files, program: Program): void {
  const { id, name, isCaseFile, purpose, startedOn, published } = program;
  const total = [usd(published?.totalUsd), published?.note ?? "", published?.citation ?? ""];
  files.programs.write(id, name, yesNo(isCaseFile), purpose, startedOn, ...total);
  writeActions(world, files, program);
  writeSpending(world, files, program);
  writeCommitments(world, files, program);
  writeForecasts(world, files, program);
  writeRecurring(world, files, program);
}

function writeCommitments(world: World, files: Files, { id, commitments }: Program): void {
  for (const [i, commitment] of commitments.entries()) {
    const { vendor, kind, committedOn, amountUsd, liquidatedShare, fund } = commitment;
    if (day(committedOn) > world.asOf) continue;
    const amounts = [usd(amountUsd), usd(amountUsd * liquidatedShare)];
    files.commitments.write(`${id}-c${i + 1}`, id, vendor, kind, committedOn, ...amounts, fund);
  }
}

function writeForecasts(world: World, files: Files, { id, forecasts }: Program): void {
  for (const [i, { asOf, low, likely, high }] of forecasts.entries()) {
    if (day(asOf) > world.asOf) continue;
    const amounts = [usd(low), usd(likely), usd(high)];
    files.forecasts.write(
      `${id}-f${i + 1}`,
      id,
      asOf,
      ...amounts,
      "remaining work packages",
      "Program office",
    );
  }
}

function writeRecurring(world: World, files: Files, { id, recurring }: Program): void {
  for (const cost of recurring) {
    if (day(cost.recordedOn) > world.asOf) continue;
    const amounts = [usd(cost.low), usd(cost.likely), usd(cost.high), cost.fund ?? "", usd(cost.fundedUsd)];
    for (let year = cost.from; year <= cost.to; year++) {
      const costId = `${id}-${cost.category}-${year}`;
      const ofYear = [costId, id, cost.category, schoolYearKey(year + 1)];
      files.recurring_costs.write(...ofYear, ...amounts, cost.basis, cost.recordedOn);
    }
  }
}

function writeActions(world: World, files: Files, { id, actions }: Program): void {
  for (const [i, action] of actions.entries()) {
    if (day(action.recordedOn) > world.asOf) continue;
    files.board_actions.write(
      `${id}-a${i + 1}`,
      id,
      action.effectiveOn,
      action.precision,
      action.recordedOn,
      action.reportNo ?? "",
      action.bondResolutionNo ?? "",
      action.kind,
      usd(action.amountUsd),
      action.fund ?? "",
      action.itemsInVote ?? null,
      action.citation ?? "",
      action.note ?? "",
    );
  }
}

function writeSpending(world: World, files: Files, { id, spending }: Program): void {
  for (const { from, to, monthlyUsd, account, fund } of spending) {
    const until: Day = Math.min(world.asOf, lastOfMonth(to));
    const posted = programAccounts[account];
    if (!posted) throw new Error(`There is no account for the spending "${account}" of ${id}.`);
    for (const month of monthsUntil(from, until)) {
      const draw = random(world.seed, `spend ${id} ${account}`, lastOfMonth(month));
      const amount = Math.round(monthlyUsd * (0.93 + draw() * 0.14));
      files.expenditures.write(
        `${id}-${account}-${month}`,
        id,
        accountId(posted),
        iso(lastOfMonth(month)),
        usd(amount),
        fund,
      );
    }
  }
}
