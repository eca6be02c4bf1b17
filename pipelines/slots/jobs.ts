import { existsSync } from "node:fs";
import { join } from "node:path";
import type { District, Source } from "#warehouse";

/** Something that is done by schedule: the load of a source, or the mailing of the data reports. */
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
export function jobsOf({ sources, dataReports }: District, dataDir: string): Job[] {
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
  return dataReports ? [...loads, reportsJob(dataReports.schedule)] : loads;
}

const mondaysAtSix = "0 6 * * 1";

const reportsJob = (schedule = mondaysAtSix): Job => ({
  ...{ key: "data-reports", label: "Data reports by mail", schedule },
  ...{ missedSlots: "catch_up", isConnected: true, waitsFor: [], command: ["data-reports"] },
});

/** A source of files is connected once there is a folder to put them in. */
const isConnected = ({ database, sftp }: Source, dataDir: string): boolean =>
  database !== undefined || sftp !== undefined || existsSync(inbox(dataDir));

const missingFiles = ({ files = {} }: Source, dataDir: string): string[] =>
  Object.values(files).filter((file) => !existsSync(join(inbox(dataDir), file)));
