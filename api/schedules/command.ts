import { type District, openControl, openWarehouse } from "#warehouse";
import { warehouseWithGroups } from "../named-groups/find-groups.ts";
import { type Delivered, deliverReports } from "./deliver.ts";

type Place = {
  dataDir: string;
  district: District;
  databaseUrl?: string | undefined;
  environment: Record<string, string | undefined>;
  isAfterLoad: boolean;
};
type Sent = { found: Delivered[]; text: string; areSent: boolean };

/** `rollbook reports send`: mails the saved reports that are due. `areSent` is false where one failed. */
export async function sendReports({ dataDir, district, databaseUrl, ...asked }: Place): Promise<Sent> {
  const warehouse = await openWarehouse({ dataDir, district });
  const control = await openControl({ dataDir, databaseUrl });
  try {
    const withGroups = warehouseWithGroups({ warehouse, control });
    const place = { district, warehouse: withGroups, control, clock: () => new Date() };
    const found = await deliverReports(place, asked);
    const lines = found.map(
      ({ account, period, state, message }) =>
        `${state.padEnd(9)} ${account}, ${period}${message ? `: ${message}` : ""}`,
    );
    const areSent = found.every(({ state }) => state !== "failed");
    return { found, text: lines.join("\n") || "No report is due.", areSent };
  } finally {
    warehouse.close();
    await control.close();
  }
}
