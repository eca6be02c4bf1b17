import { randomUUID } from "node:crypto";
import { type FigureAlertRow, picksStudents, type Reader, refuseUnaskable } from "#warehouse";
import { today } from "../auth/sessions.ts";
import {
  type Alert,
  type AlertLooks,
  type AlertRequest,
  type AlertRule,
  type AlertsResponse,
  alertRule,
} from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { findReport, openReport } from "../reports/find.ts";
import { addressOf } from "../schedules/recipients.ts";
import { figureOf, sliceOf } from "./figure.ts";
import { lookAt } from "./look.ts";

/** So many alerts one person may have. */
const MOST = 100;

/** A reader's own alerts, open ones first. */
export async function alertsOf(reader: Reader, deps: Deps): Promise<AlertsResponse> {
  const rows = await deps.control.figureAlerts(reader.account);
  const alerts: Alert[] = [];
  for (const row of rows.sort((one, other) => other.state.localeCompare(one.state)))
    alerts.push(await tellAlert(row, reader, deps));
  return { alerts, has_mail: deps.district.mail !== undefined, address: await addressOf(reader, deps) };
}

/**
 * Keeps an alert on a figure that the reader may ask, and looks at it at once; of what it is then she is told by the answer.
 * Throws `invalid_request`, `not_found`, and what her question would throw.
 */
export async function makeAlert(asked: AlertRequest, reader: Reader, deps: Deps): Promise<Alert> {
  const { title, report, measure, where = [], rule } = asked;
  const slice = { measures: [measure], where };
  if (picksStudents(slice))
    throw new ProblemError(
      "invalid_request",
      "An alert is kept for longer than the keys of single students: choose a school, a group or a grade instead.",
    );
  refuseUnaskable(slice);
  if (report !== undefined) await openReport(report, reader, deps);
  if ((await deps.control.figureAlerts(reader.account)).length >= MOST)
    throw new ProblemError("invalid_request", `You have ${MOST} alerts: end one that nobody needs.`);
  const now = deps.clock().toISOString();
  const alert: FigureAlertRow = {
    ...{ alert_id: randomUUID(), owner: reader.account, title, report_id: report ?? null },
    ...{ slice: JSON.stringify(slice), ...keptRule(rule), state: "closed", state_at: now },
    ...{ generation: null, told: "closed", snoozed_until: null, made_at: now, ended_at: null },
  };
  // What it cannot be asked for is said now, and not with the next load.
  await figureOf(alert, reader, deps);
  const { found, message } = await lookAt(alert, reader, deps);
  const state = found === "open" ? found : "closed";
  const { generation } = deps.warehouse.manifest();
  const looked: FigureAlertRow = { ...alert, state, told: state, generation };
  await deps.control.makeFigureAlert(looked);
  const look = { alert_id: alert.alert_id, generation };
  await deps.control.claimLook(look, now);
  await deps.control.endLook(look, { found, message, at: now });
  return tellAlert(looked, reader, deps);
}

/** Ends an alert of one's own. Throws `not_found`. */
export async function endAlert(id: string, reader: Reader, deps: Deps): Promise<void> {
  await ownAlert(id, reader, deps);
  await deps.control.endFigureAlert(id, deps.clock().toISOString());
}

/** Says until which day nothing is told of an alert; null is at once. Throws `not_found`, `invalid_request`. */
export async function snoozeAlert(
  id: string,
  asked: { until: string | null; reader: Reader },
  deps: Deps,
): Promise<Alert> {
  const { until, reader } = asked;
  const alert = await ownAlert(id, reader, deps);
  if (until !== null && until < today(deps.district, deps.clock))
    throw new ProblemError("invalid_request", `${until} is over: give a day from today on.`);
  await deps.control.snoozeFigureAlert(id, until);
  return tellAlert({ ...alert, snoozed_until: until }, reader, deps);
}

/** Every look at an alert of one's own. Throws `not_found`. */
export async function looksAt(id: string, reader: Reader, deps: Deps): Promise<AlertLooks> {
  await ownAlert(id, reader, deps);
  const looks = await deps.control.looks(id);
  return {
    looks: looks.map(({ generation, found, message, made_at }) => ({
      ...{ generation, found, message, at: made_at },
    })),
  };
}

async function ownAlert(id: string, reader: Reader, { control }: Deps): Promise<FigureAlertRow> {
  const found = (await control.figureAlerts(reader.account)).find(({ alert_id }) => alert_id === id);
  if (!found) throw new ProblemError("not_found", "You have no such alert.");
  return found;
}

async function tellAlert(row: FigureAlertRow, reader: Reader, deps: Deps): Promise<Alert> {
  const { alert_id, title, report_id, state, state_at, generation, snoozed_until } = row;
  const report = report_id === null ? undefined : await findReport(report_id, reader, deps);
  return {
    ...{ alert: alert_id, title, report: report?.report ?? null, slice: sliceOf(row) },
    ...{ rule: ruleOf(row), state, since: state_at, generation, snoozed_until },
  };
}

type KeptRule = Pick<FigureAlertRow, "kind" | "since" | "bound" | "margin">;

function keptRule(rule: AlertRule): KeptRule {
  if (rule.kind === "not_reported")
    return { kind: rule.kind, since: null, bound: rule.school_days, margin: 0 };
  const { kind, bound, margin } = rule;
  return { kind, since: rule.kind === "changed" ? rule.since : null, bound, margin };
}

const ruleOf = ({ kind, since, bound, margin }: KeptRule): AlertRule =>
  alertRule.parse(
    kind === "not_reported"
      ? { kind, school_days: bound }
      : { kind, bound, margin, ...(kind === "changed" ? { since } : {}) },
  );
