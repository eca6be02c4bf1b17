import type { SftpDrop } from "#warehouse";
import { Refusal } from "../../refusal.ts";
import type { OpenDrop, Remote } from "./open-drop.ts";

/** A whole file of the drop, and which feed it is. */
export type Chosen = { feed: string; remote: Remote };

const SETTLE_SECONDS = 10;

/**
 * The newest file of each feed that is there and whole: the sender has put its mark beside it or, where no mark is
 * agreed, its size and time have not changed between two looks.
 */
export async function chooseFiles(
  open: OpenDrop,
  drop: SftpDrop,
  isKnown: (chosen: Chosen) => boolean,
): Promise<Chosen[]> {
  const first = await open.list();
  const found = Object.entries(drop.files).flatMap(([feed, pattern]) => {
    const whole = first.filter(({ name }) => isMarked(name, first, drop.doneSuffix));
    const [newest] = whole.filter(({ name }) => isNamed(pattern, name)).sort(newestFirst);
    return newest ? [{ feed, remote: newest }] : [];
  });
  // What was loaded before as it is now has settled long ago.
  const unsettled = drop.doneSuffix === undefined && found.some((one) => !isKnown(one));
  return unsettled ? onSecondLook(open, drop, found) : found;
}

async function onSecondLook(open: OpenDrop, drop: SftpDrop, found: Chosen[]): Promise<Chosen[]> {
  await new Promise((resolve) => setTimeout(resolve, 1000 * (drop.settleSeconds ?? SETTLE_SECONDS)));
  const second = new Map((await open.list()).map((remote) => [remote.name, remote]));
  return found.filter(({ remote }) => isSame(remote, second.get(remote.name)) && remote.size > 0);
}

export const isSame = (one: Remote, other: Remote | undefined): boolean =>
  other !== undefined && one.size === other.size && one.modified === other.modified;

const isMarked = (name: string, all: Remote[], suffix: string | undefined) =>
  suffix === undefined || all.some((other) => other.name === `${name}${suffix}`);

/** A name of the server's is compared and never made into a path here. */
function isNamed(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/\\\\]*")}$`).test(name);
}

const newestFirst = (one: Remote, other: Remote) =>
  other.modified - one.modified || (one.name < other.name ? 1 : -1);

/** For a drop of which some feeds are neither known from before nor there whole. */
export function notAllWhole(
  source: string,
  { folder, files, doneSuffix }: SftpDrop,
  never: string[],
): Refusal {
  const names = never.map((feed) => files[feed] ?? feed).join(", ");
  const mark = doneSuffix === undefined ? "still grows or is empty" : `lacks its mark (${doneSuffix})`;
  return new Refusal(
    "sftp.incomplete",
    `Source "${source}": of ${names} nothing is known from before, and no file is in ${folder}, or what is there ${mark}. Nothing was loaded; load again when the sender has finished, or correct the names in the district's configuration.`,
  );
}
