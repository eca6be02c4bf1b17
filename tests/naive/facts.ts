import { dayRows, type PeriodRows, periodRows } from "./facts/attendance.ts";
import { markRows, readClasses, rosterRows } from "./facts/classes.ts";
import { censusRows, refusalRows, submissionRows } from "./facts/completeness.ts";
import * as costs from "./facts/costs.ts";
import { spellRows, staysOf } from "./facts/enrollment.ts";
import { cohortRows, disciplineRows, staffRows, testRows } from "./facts/outcomes.ts";
import { evaluationRows, planRows, serviceRows } from "./facts/special-education.ts";
import type { Row } from "./sources/row.ts";
import type { World } from "./world.ts";

/** The rows of every fact; running totals stand apart, because an answer reads only some of them. */
export function factsOf(world: World) {
  const stays = staysOf(world);
  const classes = readClasses(world);
  const days = dayRows(stays, world);
  const periods: PeriodRows = periodRows(days, stays, world);
  const plans = planRows(stays, world);
  return {
    spells: spellRows(stays, world),
    days,
    periods: periods.latest,
    monthlyPeriods: periods.monthly,
    sameDayPeriods: periods.sameDay,
    roster: rosterRows(stays, classes, world),
    marks: markRows(classes, world),
    discipline: disciplineRows(world),
    plans,
    matches: plans.filter((row) => row.has.isMatched !== null),
    evaluations: evaluationRows(world),
    services: serviceRows(world),
    tests: testRows(world),
    cohorts: cohortRows(world),
    staff: staffRows(world),
    submissions: submissionRows(world),
    refusals: refusalRows(world),
    census: censusRows(world),
    actions: costs.withCaseFiles(costs.actionRows(world), world),
    commitments: costs.withCaseFiles(costs.commitmentRows(world), world),
    expenditures: costs.withCaseFiles(costs.expenditureRows(world), world),
    forecasts: costs.withCaseFiles(costs.forecastRows(world), world),
    recurring: costs.withCaseFiles(costs.recurringRows(world), world),
    ledger: costs.ledgerRows(world),
  } satisfies Record<string, Row[]>;
}

export type Facts = ReturnType<typeof factsOf>;
export type FactName = keyof Facts;
