import { type Control, type DataReports, type District, readerFor, type Warehouse } from "#warehouse";
import { today } from "../auth/sessions.ts";
import { openMailer } from "../mailer.ts";
import { letterOf } from "./letter.ts";
import { dataReportOf, totalsOf } from "./report.ts";
import { reportWorkbook } from "./workbook.ts";

type Place = { district: District; warehouse: Warehouse; control: Control; clock: () => Date };

/** What became of one recipient's report; `message` says why where it was not sent. */
export type Mailed = {
  account: string;
  email: string;
  rows: number;
  state: "sent" | "not_sent";
  message: string | null;
};

/**
 * Sends everybody her own report, by the grants that she has at this moment; one that cannot be sent keeps none of the
 * others back. Throws an Error where the district has no reports to send, or the mail server's address is not set.
 */
export async function mailReports(
  place: Place,
  environment: Record<string, string | undefined>,
): Promise<Mailed[]> {
  const reports = reportsOf(place.district);
  const mailer = openMailer(place.district, environment);
  const mailed: Mailed[] = [];
  try {
    for (const recipient of reports.to) {
      const report = await reportFor(recipient.account, place).catch((error: Error) => error);
      if (report instanceof Error) {
        mailed.push({ ...recipient, rows: 0, state: "not_sent", message: report.message });
        continue;
      }
      const mail = {
        ...letterOf(report, place.district.identityProvider?.address),
        to: recipient.email,
        attachments: [
          { filename: `data-report-${report.as_of}.xlsx`, content: await reportWorkbook(report) },
        ],
      };
      const failed = await mailer.send(mail);
      const state = failed === null ? "sent" : "not_sent";
      mailed.push({ ...recipient, rows: totalsOf(report).rows, state, message: failed });
    }
  } finally {
    mailer.close();
  }
  return mailed;
}

async function reportFor(account: string, place: Place) {
  const reader = await readerFor(place, account, today(place.district, place.clock));
  return dataReportOf(place, reader);
}

function reportsOf({ dataReports: reports }: District): DataReports {
  if (!reports)
    throw new Error(
      'There are no reports to send: name who gets one in "dataReports" of the district\'s configuration.',
    );
  return reports;
}
