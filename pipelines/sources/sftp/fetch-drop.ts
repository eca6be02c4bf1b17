import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCurrentGeneration } from "#warehouse";
import { landedPath } from "../../runs/landing.ts";
import { type Chosen, chooseFiles, isSame, notAllWhole } from "./choose-files.ts";
import { fetchFile, keptName } from "./fetch-file.ts";
import { type DropRequest, openDrop, type Remote } from "./open-drop.ts";

/** A file to land: fetched now, or known from before, when `sha256` names what the landing has of it. */
export type Fetched = { feed: string; remote: Remote; path: string; isKnown: boolean };

export type FetchRequest = DropRequest & { dataDir: string };

/** What was fetched of a drop: as the server had it, and the hash it was landed under. */
type Note = Remote & { sha256: string };
type Notes = Record<string, Note>;

const folderOf = ({ dataDir, source }: Pick<FetchRequest, "dataDir" | "source">) =>
  join(dataDir, "sftp", source);
const notesFile = (place: Pick<FetchRequest, "dataDir" | "source">) => join(folderOf(place), "fetched.json");

/**
 * Fetches the newest whole file of every feed that is not known already; a known one is taken from the landing. Throws a
 * Refusal that says what to do where the server or a file does not allow it.
 */
export async function fetchDrop(request: FetchRequest, onFile?: (name: string) => void): Promise<Fetched[]> {
  const open = await openDrop(request);
  try {
    const notes = readNotes(request);
    const isKnown = (one: Chosen) => knownPath(request, notes, one) !== null;
    const chosen = await chooseFiles(open, request.drop, isKnown);
    // What was deleted or moved after a load, or has no newer version that is whole, is still what was sent last.
    const known = knownFiles(request, notes);
    const unpublished = unpublishedFeeds(request).filter((feed) => !chosen.some((one) => one.feed === feed));
    const never = unpublished.filter((feed) => !known.some((one) => one.feed === feed));
    if (never.length > 0) throw notAllWhole(request.source, request.drop, never);
    if (chosen.length === 0 && known.length === 0)
      throw notAllWhole(request.source, request.drop, Object.keys(request.drop.files));
    if (chosen.length === 0) return known;
    const fetched: Fetched[] = [];
    for (const one of chosen) {
      const known = knownPath(request, notes, one);
      onFile?.(one.remote.name);
      const path = known ?? join(folderOf(request), keptName(one.feed, one.remote));
      // A file that arrived whole before a kill is taken again from the server: it is not known which state it was in.
      if (known === null) await fetchFile(open, one.remote, path);
      fetched.push({ ...one, path, isKnown: known !== null });
    }
    return [...fetched, ...known.filter(({ feed }) => unpublished.includes(feed))];
  } finally {
    await open.close();
  }
}

function knownPath({ dataDir }: FetchRequest, notes: Notes, { feed, remote }: Chosen): string | null {
  const note = notes[feed];
  if (!note || note.name !== remote.name || !isSame(remote, note)) return null;
  const path = landedPath(dataDir, note.sha256);
  return existsSync(path) ? path : null;
}

function knownFiles(request: FetchRequest, notes: Notes): Fetched[] {
  return Object.entries(notes).flatMap(([feed, { name, size, modified, sha256 }]) => {
    const path = landedPath(request.dataDir, sha256);
    return existsSync(path) ? [{ feed, remote: { name, size, modified }, path, isKnown: true }] : [];
  });
}

/** The feeds of a drop of which nothing is published: figures without them would be too low. */
function unpublishedFeeds({ dataDir, source, drop }: FetchRequest): string[] {
  const published = readCurrentGeneration(dataDir)?.sources.filter((one) => one.source === source) ?? [];
  return Object.keys(drop.files).filter((feed) => !published.some((one) => one.feed === feed));
}

function readNotes(place: Pick<FetchRequest, "dataDir" | "source">): Notes {
  const file = notesFile(place);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Notes under which hash a fetched file was landed, so that it is not fetched again as long as it stays the same. */
export function noteLanded(
  place: Pick<FetchRequest, "dataDir" | "source">,
  { feed, remote }: Pick<Fetched, "feed" | "remote">,
  sha256: string,
): void {
  const notes = { ...readNotes(place), [feed]: { ...remote, sha256 } };
  mkdirSync(folderOf(place), { recursive: true, mode: 0o700 });
  writeFileSync(`${notesFile(place)}.tmp`, JSON.stringify(notes, null, 1), { flush: true });
  renameSync(`${notesFile(place)}.tmp`, notesFile(place));
}

/**
 * Deletes or moves at the source what is published, where the configuration says so: a file that is the very one that was
 * landed, and no newer one of its name. Done again after every load, it makes up for one that was killed here.
 */
export async function settleDrop(request: FetchRequest): Promise<string[]> {
  const { drop, dataDir, source } = request;
  const { afterLoad = "leave" } = drop;
  if (afterLoad === "leave") return [];
  const published = readCurrentGeneration(dataDir)?.sources ?? [];
  const loaded = Object.entries(readNotes(request)).filter(([feed, { sha256 }]) =>
    published.some((one) => one.source === source && one.feed === feed && one.sha256 === sha256),
  );
  const open = await openDrop(request);
  try {
    const there = new Map((await open.list()).map((remote) => [remote.name, remote]));
    const settled = loaded
      .filter(([, note]) => isSame(note, there.get(note.name)))
      .map(([, { name }]) => name);
    for (const name of settled) {
      for (const one of [name, `${name}.sha256`, ...(drop.doneSuffix ? [`${name}${drop.doneSuffix}`] : [])]) {
        if (!there.has(one)) continue;
        if (afterLoad === "delete") await open.remove(one);
        else await open.move(one, afterLoad.moveTo);
      }
    }
    return settled;
  } finally {
    await open.close();
  }
}
