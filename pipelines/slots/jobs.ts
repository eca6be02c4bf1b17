import { existsSync } from "node:fs";
import { join } from "node:path";
import type { District, Manifest, Source } from "#warehouse";
import { businessDate } from "./business-time.ts";
import type { Due } from "./due-slots.ts";

/** Something that is done by schedule: the load of a source, or the mailing of reports. */
export type Job = Required<Pick<Source, "key" | "label" | "schedule">> & {
  missedSlots: Source["missedSlots"] | undefined;
  /** Whether it can be due at all; before, nothing of it is missed. */
  isConnected: boolean;
  /** The files that it waits for. */
  waitsFor: string[];
  /** What the command line is told to do. */
  command: string[];
};

/** Where scheduled loads look for the sources' files. */
export const inbox = (dataDir: string): string => join(dataDir, "inbox");

/** Every job that the district's configuration schedules, in its order; the reports come last. */
export function jobsOf({ sources, dataReports, mail }: District, dataDir: string): Job[] {
  const loads = sources.flatMap((source): Job[] => {
    const { key, label, schedule, missedSlots } = source;
    if (schedule === undefined) return [];
    const folder = source.files ? [inbox(dataDir)] : [];
    return [
      {
        ...{ key, label, schedule, missedSlots },
        isConnected: isConnected(source, dataDir),
        waitsFor: missingFiles(source, dataDir),
        command: ["load", ...folder, "--source", key, "--by", "schedule"],
      },
    ];
  });
  return [
    ...loads,
    ...(dataReports ? [reportsJob(dataReports.schedule)] : []),
    ...(mail ? [savedReportsJob(mail.reportsAt)] : []),
  ];
}

const mondaysAtSix = "0 6 * * 1";

const reportsJob = (schedule = mondaysAtSix): Job => ({
  ...{ key: "data-reports", label: "Data reports by mail", schedule },
  ...{ missedSlots: "catch_up", isConnected: true, waitsFor: [], command: ["data-reports"] },
});

const dailyAtSix = "0 6 * * *";

/** What is not sent, also of those that follow a load, is sent then. */
const savedReportsJob = (schedule = dailyAtSix): Job => ({
  ...{ key: "reports", label: "Saved reports by mail", schedule },
  ...{ missedSlots: "catch_up", isConnected: true, waitsFor: [], command: ["reports", "send"] },
});

/** Once a generation is published: the reports that follow it, and the alerts. Its slot is its own, so that it is claimed once. */
export function slotAfterLoad({ timeZone }: District, current: Manifest | null): Due | undefined {
  if (!current) return undefined;
  const { generation, published_at } = current;
  const business_on = businessDate(new Date(published_at), timeZone);
  return { job: `reports ${generation}`, business_on, due_at: published_at };
}
export const afterLoad: Pick<Job, "command"> = { command: ["reports", "send", "--after-load"] };

/** A source of files is connected once there is a folder to put them in. */
const isConnected = ({ database, sftp }: Source, dataDir: string): boolean =>
  database !== undefined || sftp !== undefined || existsSync(inbox(dataDir));

const missingFiles = ({ files = {} }: Source, dataDir: string): string[] =>
  Object.values(files).filter((file) => !existsSync(join(inbox(dataDir), file)));
