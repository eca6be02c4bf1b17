import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { District } from "#warehouse";
import { type Feed, quoted } from "../../pipelines/feeds/define-feed.ts";
import { landAll } from "../../pipelines/runs/land-all.ts";
import { landedPath } from "../../pipelines/runs/landing.ts";
import type { Plan } from "../../pipelines/runs/plan-load.ts";
import { type LandedFile, stageFiles } from "../../pipelines/runs/stage-files.ts";
import { stageDelimited } from "../../pipelines/sources/delimited/stage-delimited.ts";

/** A way in, over a source that a test may interrupt and change. */
export type Connector = {
  /** Where the data folder is; it is empty after `renew`. */
  dataDir: string;
  /** The source as it was at first, with these rows of schools. */
  renew: () => Promise<void>;
  /** What a load would read; it may fetch or receive first. */
  plan: () => Promise<Plan>;
  environment?: () => Record<string, string>;
  /** Whose rows are compared. */
  table: string;
  /** A feed of the test's own, where none that is shipped is written so. */
  feed?: Feed;
  /** Makes the next reading break off in the middle, where the connector can. */
  cut: () => void;
  /** Reads while the source changes: the change is refused, or not in what was read. */
  readWhileItChanges: (
    read: () => Promise<string[]>,
    whenReading: (act: () => void) => void,
  ) => Promise<string[]>;
  changeIs: "refused" | "not in it";
  stop: () => Promise<void>;
};

/** A district whose only source has these properties. */
export const districtWith = (source: Partial<District["sources"][number]>): District => ({
  ...{
    name: "Mini Unified",
    districtId: "0761234",
    timeZone: "America/Los_Angeles",
    today: null,
    boardMeetings: [],
    schoolYears: [],
    partsPerDay: 2,
  },
  suppression: { threshold: 10, zeros: "shown", hideTogether: [] },
  sources: [{ key: "sis", label: "Student information", ...source }],
  accounts: [],
  locales: ["en"],
});

type How = { failAt?: number; onLand?: () => void };
let works = 0;

/** Lands what the connector's source has and gives the rows that come of it; `failAt` breaks it off at that file. */
export async function readAll(connector: Connector, { failAt, onLand }: How = {}): Promise<string[]> {
  const { dataDir, environment = () => ({}) } = connector;
  const workDir = join(dataDir, `work-${works++}`);
  mkdirSync(workDir, { recursive: true });
  let landing = 0;
  try {
    const landed = await landAll({
      ...{ planned: await connector.plan(), dataDir, workDir, environment: environment() },
      clock: () => new Date(0),
      onProgress: () => {
        if (landing++ === failAt) throw new Error("broken off");
        onLand?.();
      },
    });
    return await rowsOf(connector, landed, workDir);
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

async function rowsOf(
  { dataDir, table, feed }: Connector,
  files: LandedFile[],
  workDir: string,
): Promise<string[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await stageFiles(connection, { files: feed ? [] : files, dataDir, workDir, tolerant: new Set() });
    for (const file of feed ? files : [])
      await stageDelimited(connection, {
        ...{ ...file, feed: feed ?? neverFeed },
        path: landedPath(dataDir, file.sha256),
        workPath: join(workDir, "numbered.csv"),
      });
    const reader = await connection.runAndReadAll(`select * exclude (file, line) from ${table} order by all`);
    const refused = await connection.runAndReadAll(
      `select code from stg_rejection where source = ${quoted("sis")}`,
    );
    return [...reader.getRowsJson(), ...refused.getRowsJson()].map((row) => JSON.stringify(row));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const neverFeed: Feed = { feed: "", table: "", key: [], columns: {}, refusedShare: 0 };

/** The files that the landing holds. */
export function landedIn({ dataDir }: Connector): string[] {
  try {
    return readdirSync(join(dataDir, "landing")).sort();
  } catch {
    return [];
  }
}
