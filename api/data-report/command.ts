import { type District, openControl, openWarehouse } from "#warehouse";
import { type Mailed, mailReports } from "./mail-reports.ts";

type Place = {
  dataDir: string;
  district: District;
  databaseUrl?: string | undefined;
  environment: Record<string, string | undefined>;
};

/** `rollbook data-reports`: mails everybody her report. `areSent` is false where one could not be sent. */
export async function runDataReports({
  dataDir,
  district,
  databaseUrl,
  environment,
}: Place): Promise<{ found: Mailed[]; text: string; areSent: boolean }> {
  const warehouse = await openWarehouse({ dataDir, district });
  const control = await openControl({ dataDir, databaseUrl });
  try {
    const place = { district, warehouse, control, clock: () => new Date() };
    const found = await mailReports(place, environment);
    const lines = found.map(({ account, email, rows, state, message }) =>
      state === "sent"
        ? `sent      ${account} <${email}>: ${rows} rows to mend`
        : `NOT SENT  ${account} <${email}>: ${message}`,
    );
    return { found, text: lines.join("\n"), areSent: found.every(({ state }) => state === "sent") };
  } finally {
    warehouse.close();
    await control.close();
  }
}
