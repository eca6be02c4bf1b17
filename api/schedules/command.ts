import { type District, openControl, openWarehouse } from "#warehouse";
import { type Looked, lookAtAlerts } from "../alerts/look.ts";
import { warehouseWithGroups } from "../named-groups/find-groups.ts";
import { type Delivered, deliverReports } from "./deliver.ts";

type Place = {
  dataDir: string;
  district: District;
  databaseUrl?: string | undefined;
  environment: Record<string, string | undefined>;
  isAfterLoad: boolean;
};
type Sent = { found: { mails: Delivered[]; alerts: Looked[] }; text: string; areSent: boolean };

/**
 * `rollbook reports send`: mails the saved reports that are due, and looks at alerts. `areSent` is false where one failed. Where no
 * mail leaves here, a load is followed by the alerts alone.
 */
export async function sendReports({ dataDir, district, databaseUrl, ...asked }: Place): Promise<Sent> {
  const warehouse = await openWarehouse({ dataDir, district });
  const control = await openControl({ dataDir, databaseUrl });
  try {
    const withGroups = warehouseWithGroups({ warehouse, control });
    const place = { district, warehouse: withGroups, control, clock: () => new Date() };
    const mails = district.mail || !asked.isAfterLoad ? await deliverReports(place, asked) : [];
    const alerts = await lookAtAlerts(place, asked.environment);
    const lines = [
      ...mails.map(({ account, period, state, message }) => lineOf(state, `${account}, ${period}`, message)),
      ...alerts
        .filter(({ found, told }) => found !== null || told !== null)
        .map(({ account, alert, found, told, message }) =>
          lineOf(told === "failed" ? told : (found ?? "told"), `${account}, alert ${alert}`, message),
        ),
    ];
    const areSent =
      mails.every(({ state }) => state !== "failed") &&
      alerts.every(({ found, told }) => found !== "failed" && told !== "failed");
    const text = lines.join("\n") || "No report is due, and no alert is to be looked at.";
    return { found: { mails, alerts }, text, areSent };
  } finally {
    warehouse.close();
    await control.close();
  }
}

const lineOf = (state: string, what: string, message: string | null): string =>
  `${state.padEnd(9)} ${what}${message ? `: ${message}` : ""}`;
