import { statSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { type District, partsFolder, readCurrentGeneration } from "#warehouse";
import { type Built, districtOfSize } from "../district-of-size.ts";
import { unprotected } from "../unprotected.ts";
import { type MalloyVersions, openMalloy } from "./malloy/open-malloy.ts";
import { peerQuestions } from "./peer-question.ts";
import { openPostgres, type PostgresBuilt } from "./postgres/open-postgres.ts";
import { givenBy, openRollbook } from "./rollbook.ts";
import { holdAlike, type TimedQuestion, timeWays } from "./time-ways.ts";

export type PeersRequest = {
  students: number;
  /** In proportion to the students unless said. */
  schools?: number;
  district: District;
  asOf: string;
  cache: string;
  pagesDir: string;
};

export type PeersBench = {
  students: number;
  rollbook: Built & { part_bytes: number };
  postgres: PostgresBuilt;
  malloy: MalloyVersions;
  /** The machine's own word on how much else ran: its load of the last minute, before and after the questions. */
  load_average: [number, number];
  questions: TimedQuestion[];
};

/** The same questions to Rollbook, PostgreSQL and Malloy on one district. Throws where any answers otherwise. */
export async function benchPeers({ students, schools, ...request }: PeersRequest): Promise<PeersBench> {
  const district = unprotected(request.district);
  const { asOf, pagesDir } = request;
  const size = { students, ...(schools === undefined ? {} : { schools }), years: 1, district, asOf };
  const { dataDir, built } = await districtOfSize(size, join(request.cache, "peers"));
  const manifest = readCurrentGeneration(dataDir);
  if (!manifest) throw new Error(`${dataDir} holds no generation: remove it and run the bench again.`);
  const opened: { close: () => Promise<void> }[] = [];
  try {
    const rollbook = keep(opened, await openRollbook({ dataDir, district, asOf, pagesDir }));
    const place = { dataDir, manifest, given: await givenBy(rollbook.answer) };
    const malloy = keep(opened, await openMalloy(place));
    const postgres = keep(opened, await openPostgres(place));
    const peers = [...postgres.ways, malloy.way];
    const load = (): number => Math.round(10 * (loadavg()[0] ?? 0)) / 10;
    const before = load();
    const questions: TimedQuestion[] = [];
    for (const question of peerQuestions) {
      const numbers = await holdAlike(question, await rollbook.answer(question), peers);
      const ways = await timeWays(question, [...rollbook.ways, ...peers]);
      questions.push({ key: question.key, numbers, ways });
    }
    const files = new Set(manifest.parts.map(({ file }) => join(partsFolder(dataDir), file)));
    const part_bytes = [...files].reduce((sum, file) => sum + statSync(file).size, 0);
    return {
      ...{ students, rollbook: { ...built, part_bytes }, postgres: postgres.built, malloy: malloy.versions },
      ...{ load_average: [before, load()], questions },
    };
  } finally {
    for (const { close } of opened.reverse()) await close();
  }
}

function keep<Opened extends { close: () => Promise<void> }>(
  opened: { close: () => Promise<void> }[],
  one: Opened,
): Opened {
  opened.push(one);
  return one;
}
