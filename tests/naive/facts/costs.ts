import { schoolYearOf } from "../days.ts";
import type { Entry } from "../sources/read-csv.ts";
import type { Bag, Row } from "../sources/row.ts";
import type { World } from "../world.ts";
import { datesOf } from "./enrollment.ts";

/** Money is counted in whole cents. */
const cents = (text: string): number => Math.round(Number(text || "0") * 100);

const known = (text: string) => (text === "" ? null : text);

const row = (own: Bag, has: Bag): Row => ({ person: null, student: null, place: null, own, has });

/** The dimensions of a day without a school year: money is told by fiscal year. */
function dayOf(day: string): Bag {
  const { month, week, date } = datesOf(day);
  return { month, week, date };
}

/** Rows of a feed that were known by today. */
const until = (world: World, feed: string, column: string): Entry[] =>
  world.records.feed(feed).filter((entry) => entry.of(column) <= world.asOf);

/** Says of each row whether its program is a case file: those are no money of this district. */
export function withCaseFiles(rows: Row[], world: World): Row[] {
  const programs = world.records.feed("programs").filter((program) => program.of("is_case_file") === "Y");
  const caseFiles = new Set<unknown>(programs.map((program) => program.of("program_id")));
  return rows.map((one) => ({ ...one, has: { ...one.has, isCaseFile: caseFiles.has(one.own.program) } }));
}

export const actionRows = (world: World): Row[] =>
  until(world, "board_actions", "recorded_on").map((action) => {
    const kind = action.of("kind");
    const own = {
      program: action.of("program_id"),
      action_kind: kind,
      fund_source: known(action.of("fund_source_id")),
    };
    return row(
      { ...dayOf(action.of("effective_on")), ...own },
      {
        isApproval: ["approve", "amend", "ratify", "rescind"].includes(kind),
        isRequest: kind === "request",
        cents: cents(action.of("amount_usd")),
      },
    );
  });

export const commitmentRows = (world: World): Row[] =>
  until(world, "commitments", "committed_on").map((entry) =>
    row(
      {
        ...dayOf(entry.of("committed_on")),
        program: entry.of("program_id"),
        fund_source: known(entry.of("fund_source_id")),
      },
      { cents: cents(entry.of("amount_usd")) - cents(entry.of("liquidated_usd")) },
    ),
  );

export const expenditureRows = (world: World): Row[] =>
  until(world, "expenditures", "posted_on").map((entry) =>
    row(
      {
        ...dayOf(entry.of("posted_on")),
        program: entry.of("program_id"),
        fund_source: known(entry.of("fund_source_id")),
      },
      { cents: cents(entry.of("amount_usd")) },
    ),
  );

/** Only the last forecast of a program says what is still to be spent. */
export function forecastRows(world: World): Row[] {
  const forecasts = until(world, "forecasts", "as_of_on");
  const order = (entry: Entry) => `${entry.of("as_of_on")} ${entry.of("forecast_id")}`;
  return forecasts.map((forecast) => {
    const same = forecasts.filter((other) => other.of("program_id") === forecast.of("program_id"));
    const isLatest = same.every((other) => order(other) <= order(forecast));
    return row(
      { ...dayOf(forecast.of("as_of_on")), program: forecast.of("program_id") },
      { isLatest, cents: cents(forecast.of("etc_likely_usd")) },
    );
  });
}

/** Money from a source that may not pay for operating is no funding of a recurring cost. */
export function recurringRows(world: World): Row[] {
  const uses = new Map(
    world.records
      .feed("fund_sources")
      .map((source) => [source.of("fund_source_id"), source.of("allowed_uses")]),
  );
  return until(world, "recurring_costs", "recorded_on").map((cost) => {
    const mayOperate = ["operating", "any"].includes(uses.get(cost.of("fund_source_id")) ?? "");
    const likely = cents(cost.of("likely_usd"));
    const funded = mayOperate ? cents(cost.of("funded_usd")) : 0;
    return row(
      {
        program: cost.of("program_id"),
        fiscal_year: cost.of("fiscal_year"),
        fund_source: known(cost.of("fund_source_id")),
      },
      { likely, funded, unfunded: likely - funded },
    );
  });
}

export function ledgerRows(world: World): Row[] {
  const objects = new Map(
    world.records.feed("accounts").map((entry) => [entry.of("account_id"), entry.of("object")]),
  );
  return until(world, "ledger_lines", "posted_on").map((line) =>
    row(
      {
        ...dayOf(line.of("posted_on")),
        account_object: objects.get(line.of("account_id")) ?? null,
        fiscal_year: schoolYearOf(line.of("posted_on")),
      },
      { cents: cents(line.of("amount_usd")) },
    ),
  );
}
