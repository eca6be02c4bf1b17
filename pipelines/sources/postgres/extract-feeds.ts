import type { Readable } from "node:stream";
import { to } from "pg-copy-streams";
import type { DatabaseFeed } from "#warehouse";
import { copyStatement, rowsOf } from "./copy-statement.ts";
import { type Connect, exportMoment, openSnapshot, type Snapshot } from "./open-snapshot.ts";
import { refusalOf } from "./refusal-of.ts";

/** What `write` has made of a feed, and how many rows the database says that it sent. */
export type Extract<Written> = { feed: string; rows: number; written: Written };

type Write<Written> = (feed: string, rows: Readable) => Promise<Written>;

/**
 * Reads every feed of a database as of one moment, each as a comma-separated file with a header. Throws a Refusal when
 * one cannot be read whole.
 */
export async function extractFeeds<Written>(
  request: Connect,
  write: Write<Written>,
): Promise<Extract<Written>[]> {
  const feeds = Object.entries(request.database.feeds);
  const open: Snapshot[] = [];
  const queue = feeds.values();
  const reading: Promise<Extract<Written>[]>[] = [];
  try {
    await openAll(request, feeds.length, open);
    reading.push(...open.map((snapshot) => readQueue(snapshot, queue, write)));
    const extracts = (await Promise.all(reading)).flat();
    return feeds.flatMap(([name]) => extracts.filter(({ feed }) => feed === name));
  } catch (error) {
    for (const { cut } of open) cut();
    await Promise.allSettled(reading);
    throw error;
  }
}

/** All connections see the first one's moment before any of them reads. */
async function openAll(request: Connect, most: number, open: Snapshot[]): Promise<void> {
  const first = await openSnapshot(request);
  open.push(first);
  const connections = Math.min(request.database.connections ?? 1, most);
  if (connections <= 1) return;
  const moment = await exportMoment(first);
  while (open.length < connections) open.push(await openSnapshot(request, moment));
}

async function readQueue<Written>(
  snapshot: Snapshot,
  queue: Iterable<[string, DatabaseFeed]>,
  write: Write<Written>,
): Promise<Extract<Written>[]> {
  const extracts: (() => Extract<Written>)[] = [];
  for (const [name, feed] of queue) extracts.push(await readFeed(snapshot, { name, feed }, write));
  try {
    await snapshot.client.query("commit");
    await snapshot.end();
  } catch (error) {
    throw refusalOf(error, snapshot.place);
  }
  return extracts.map((extract) => extract());
}

/** The count comes behind the last row, and is there when the next statement has been answered. */
async function readFeed<Written>(
  { client, place }: Snapshot,
  { name, feed }: { name: string; feed: DatabaseFeed },
  write: Write<Written>,
): Promise<() => Extract<Written>> {
  try {
    // The extended protocol takes one statement only, so a query cannot end the read-only transaction.
    const described = { text: `select * from ${rowsOf(feed)} limit 0`, queryMode: "extended" };
    const { fields } = await client.query(described);
    const rows = client.query(to(copyStatement(feed, fields)));
    // Where writing has failed already, nobody listens any more when the connection is cut.
    rows.on("error", () => {});
    const written = await write(name, rows);
    return () => ({ feed: name, rows: rows.rowCount, written });
  } catch (error) {
    throw refusalOf(error, { ...place, feed: name });
  }
}
