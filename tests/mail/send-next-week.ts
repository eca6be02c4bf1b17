import { openControl, openWarehouse } from "#warehouse";
import { deliverReports } from "../../api/schedules/deliver.ts";
import { district as demo } from "../../district.config.ts";

const WEEK_MS = 7 * 86_400_000;
const smtpEnv = "ROLLBOOK_SMTP";

/** The demo's district with a mail server, and an address for each of its accounts. */
const district = {
  ...demo,
  mail: { smtpEnv, from: "data office <data@camino.example>" },
  accounts: demo.accounts.map((account) => ({ ...account, email: `${account.account}@camino.example` })),
};

/** Mails what is due in the demo in a week from now, as its scheduler would then; gives whom it went to and how. */
export async function sendNextWeek(dataDir: string, address: string): Promise<string[]> {
  const [warehouse, control] = [await openWarehouse({ dataDir, district }), await openControl({ dataDir })];
  try {
    const place = { warehouse, control, district, clock: () => new Date(Date.now() + WEEK_MS) };
    const asked = { environment: { [smtpEnv]: address }, isAfterLoad: false };
    return (await deliverReports(place, asked)).map(({ account, state }) => `${account} ${state}`);
  } finally {
    warehouse.close();
    await control.close();
  }
}
