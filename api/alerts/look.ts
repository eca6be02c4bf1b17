import { type FigureAlertLookRow, type FigureAlertRow, type Reader, WarehouseError } from "#warehouse";
import { today } from "../auth/sessions.ts";
import type { Deps } from "../deps.ts";
import { type Mailer, openMailer } from "../mailer.ts";
import { ProblemError } from "../problems.ts";
import { readingOnce } from "../schedules/read-once.ts";
import { everybody, type Recipient } from "../schedules/recipients.ts";
import { sideBySide } from "../turns.ts";
import { figureOf } from "./figure.ts";
import { judge } from "./judge.ts";
import { letterOf } from "./letter.ts";

type Place = Pick<Deps, "control" | "district" | "warehouse" | "clock">;
type Found = Pick<FigureAlertLookRow, "found" | "message">;

/** What a look at an alert came to; `found` is null where this generation was looked at before. */
export type Looked = {
  alert: string;
  account: string;
  generation: string;
  found: Found["found"] | null;
  /** The state that its owner was told of by mail, or `failed`. */
  told: FigureAlertRow["state"] | "failed" | null;
  message: string | null;
};

const AT_ONCE = 4;

/**
 * Looks once a generation at every alert, with its owner's rights at this moment, and tells her where its state is another than
 * she was last told. Where no mail leaves here, the page tells her.
 */
export async function lookAtAlerts(
  place: Place,
  environment: Record<string, string | undefined>,
): Promise<Looked[]> {
  const alerts = await place.control.figureAlerts();
  if (alerts.length === 0) return [];
  const mailer = place.district.mail ? openMailer(place.district, environment) : null;
  try {
    const known = await everybody(place);
    const round = { ...place, warehouse: readingOnce(place.warehouse) };
    return await sideBySide(alerts, AT_ONCE, async (alert) => {
      const owner = known.get(alert.owner);
      const looked = await lookOnce(alert, owner, round);
      return { ...looked, ...(await tell({ alert, owner, mailer, looked }, round)) };
    });
  } finally {
    mailer?.close();
  }
}

type Look = Omit<Looked, "told">;

async function lookOnce(alert: FigureAlertRow, owner: Recipient | undefined, place: Place): Promise<Look> {
  const { generation } = place.warehouse.manifest();
  const look = { alert_id: alert.alert_id, generation };
  const now = place.clock().toISOString();
  const told = { alert: alert.alert_id, account: alert.owner, generation };
  if (!(await place.control.claimLook(look, now))) return { ...told, found: null, message: null };
  const found: Found =
    owner && !owner.isDisabled
      ? await lookAt(alert, owner.reader, place)
      : { found: "refused", message: "The account is disabled, or no longer known." };
  await place.control.endLook(look, { ...found, at: now });
  return { ...told, ...found };
}

/** What an alert is now for a reader. A figure that is hidden from her neither opens nor closes it. */
export async function lookAt(
  alert: Omit<FigureAlertRow, "ended_at">,
  reader: Reader,
  place: Pick<Place, "warehouse">,
): Promise<Found> {
  try {
    const figure = await figureOf(alert, reader, place);
    return { found: figure === null ? "nothing" : judge(alert, figure), message: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isRefused = error instanceof WarehouseError || error instanceof ProblemError;
    return { found: isRefused ? "refused" : "failed", message };
  }
}

type Telling = { alert: FigureAlertRow; owner: Recipient | undefined; mailer: Mailer | null; looked: Look };

async function tell(
  { alert, owner, mailer, looked: { found, message } }: Telling,
  { control, district, clock, warehouse }: Place,
): Promise<Pick<Looked, "told" | "message">> {
  const state = found === "open" || found === "closed" ? found : alert.state;
  const isSnoozed = alert.snoozed_until !== null && today(district, clock) <= alert.snoozed_until;
  const nothing = { told: null, message };
  if (state === alert.told || isSnoozed || !owner?.email || owner.isDisabled || !mailer) return nothing;
  if (!(await control.claimTelling(alert.alert_id, state))) return nothing;
  const letter = letterOf({ alert, state, asOf: warehouse.manifest().as_of }, { district });
  const failure = await mailer.send({ ...letter, to: owner.email });
  if (failure === null) return { told: state, message };
  await control.failTelling(alert.alert_id, state);
  return { told: "failed", message: failure };
}
