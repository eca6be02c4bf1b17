import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginCheck, type StudentRow } from "./check.ts";
import { type Checkpoint, needsCheckpoint, signedAt } from "./checkpoint.ts";
import { accessActions, chainedRow, type EntryRow, hashOf, listIn, NO_HASH } from "./entry.ts";
import { keyFiles, type Signer, signerIn, type Verifier, verifierFrom } from "./signing-key.ts";

type Log = { entries: EntryRow[]; index: StudentRow[]; checkpoints: Checkpoint[]; head: Checkpoint };

const folder = mkdtempSync(join(tmpdir(), "rollbook-check-"));
let signer: Signer;
let key: Verifier;
let written: Log;
beforeAll(() => {
  signer = signerIn(folder, "");
  key = remembering(verifierFrom(keyFiles(folder).open));
  written = writeLog(40);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Most edits leave most signatures alone: each is checked once (0.2 ms), not ten thousand times. */
function remembering({ keyId, isSigned }: Verifier): Verifier {
  const known = new Map<string, boolean>();
  return {
    keyId,
    isSigned(text, signature) {
      const asked = `${text} ${signature}`;
      const answer = known.get(asked) ?? isSigned(text, signature);
      known.set(asked, answer);
      return answer;
    },
  };
}

/** Numbers from 0 to below 1 that come again with the same seed (mulberry32). */
function randomness(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (end: number) => Math.floor(next() * end);
  const pick = <One>(list: readonly One[]): One => {
    const one = list[below(list.length)];
    if (one === undefined) throw new Error("Nothing to pick from.");
    return one;
  };
  return { below, pick };
}
type Random = ReturnType<typeof randomness>;

/** A log of five days as appending writes it, with a checkpoint that somebody asked for. */
function writeLog(size: number): Log {
  const log: Log = { entries: [], index: [], checkpoints: [], head: headOf(genesis) };
  for (let sequence = 1; sequence <= size; sequence++) {
    const last = log.entries.at(-1) ?? genesis;
    const entry = chainedRow(
      {
        at: `2026-11-${16 + Math.floor((5 * (sequence - 1)) / size)}T08:00:${10 + sequence}.000Z`,
        account: sequence % 3 === 0 ? "principal" : "admin",
        ...(sequence % 4 === 0 ? { viewed_as: "principal2", purpose: "IEP meeting" } : {}),
        action: sequence === 25 ? "checkpoint" : "view",
        subject: `school page ${sequence}`,
        generation: `g-${sequence % 7}`,
        students: Array.from({ length: sequence % 6 }, (_, index) => `S${(index * sequence) % 17}`),
        fields: ["student", "days_absent"],
      },
      sequence,
      last.entry_hash,
    );
    log.entries.push(entry);
    log.index.push(...listIn(entry.students).map((student_id) => ({ student_id, sequence })));
    if (needsCheckpoint(entry, last.at)) log.checkpoints.push(signedAt("checkpoint", entry, signer));
  }
  log.head = headOf(log.entries.at(-1) ?? genesis);
  return log;
}
const genesis = {
  ...chainedRow({ at: "", account: null, action: "view", subject: "" }, 0, NO_HASH),
  entry_hash: NO_HASH,
};
const headOf = (entry: EntryRow) => signedAt("head", entry, signer);

function faultsIn({ entries, index, checkpoints, head }: Log, kept: Checkpoint | null = null): string[] {
  const keptOutside = kept ? [{ kind: "checkpoint" as const, checkpoint: kept }] : [];
  const check = beginCheck({ head, checkpoints, key, kept: keptOutside });
  const ordered = [...entries].sort((one, other) => one.sequence - other.sequence);
  const last = ordered.at(-1)?.sequence ?? 0;
  check.take(
    ordered,
    index.filter(({ sequence }) => sequence <= last),
  );
  return check.end(index.filter(({ sequence }) => sequence > last)).map(({ code }) => code);
}

/** The chain from the entry at `from` on, made again by somebody who knows how hashes are made and has no key. */
function chainAgain(log: Log, from: number): void {
  for (let at = from; at < log.entries.length; at++) {
    const entry = log.entries[at];
    if (!entry) continue;
    entry.sequence = at + 1;
    entry.previous_hash = log.entries[at - 1]?.entry_hash ?? NO_HASH;
    entry.entry_hash = hashOf(entry);
  }
  log.index = log.entries.flatMap(({ sequence, students }) =>
    listIn(students).map((student_id) => ({ student_id, sequence })),
  );
  const last = log.entries.at(-1) ?? genesis;
  log.head = { ...log.head, sequence: last.sequence, entry_hash: last.entry_hash, at: last.at };
  const byNow = new Map(log.entries.map(({ sequence, entry_hash }) => [sequence, entry_hash]));
  log.checkpoints = log.checkpoints
    .filter(({ sequence }) => byNow.has(sequence))
    .map((checkpoint) => ({ ...checkpoint, entry_hash: byNow.get(checkpoint.sequence) ?? NO_HASH }));
}

const texts = [
  "at",
  "account",
  "viewed_as",
  "action",
  "subject",
  "purpose",
  "generation",
  "students",
  "fields",
  "previous_hash",
  "entry_hash",
] as const;

function otherText(value: string | null, { below, pick }: Random): string | null {
  if (value === null) return pick(["", "x", "admin"]);
  if (value === "") return pick([null, " "]);
  const at = below(value.length);
  const changed = pick([
    value.slice(0, at) + value.slice(at + 1),
    `${value.slice(0, at)}${value[at] === "0" ? "1" : "0"}${value.slice(at + 1)}`,
    `${value} `,
    `${value.slice(0, at)} ${value.slice(at)}`,
  ]);
  return changed === value ? null : changed;
}

/** Each leaves the log another than it was. */
const edits: Record<string, (log: Log, random: Random) => void> = {
  "a column of an entry": ({ entries }, random) => {
    const entry = random.pick(entries);
    const column = random.pick(texts);
    Object.assign(entry, { [column]: otherText(entry[column], random) });
  },
  "a column of an entry, the chain made again": (log, random) => {
    const at = random.below(log.entries.length);
    const column = random.pick(texts.slice(0, 9));
    const entry = log.entries[at];
    if (entry) Object.assign(entry, { [column]: otherText(entry[column], random) });
    chainAgain(log, at);
  },
  "the sequence of an entry": ({ entries }, random) => {
    random.pick(entries).sequence += random.pick([-1, 1, 0.5, 100]);
  },
  "an entry taken out": ({ entries }, { below }) => {
    entries.splice(below(entries.length), 1);
  },
  "an entry taken out, the chain made again": (log, { below }) => {
    const at = below(log.entries.length);
    log.entries.splice(at, 1);
    chainAgain(log, at);
  },
  "an entry put in": (log, random) => {
    const at = random.below(log.entries.length + 1);
    const copied = { ...random.pick(log.entries), subject: "put in" };
    log.entries.splice(at, 0, { ...copied, sequence: at + random.pick([0, 0.5, 1]) });
  },
  "an entry put in, the chain made again": (log, random) => {
    const at = random.below(log.entries.length + 1);
    log.entries.splice(at, 0, {
      ...random.pick(log.entries),
      action: random.pick(accessActions),
      subject: "put in",
    });
    chainAgain(log, at);
  },
  "two entries exchanged": ({ entries }, random) => {
    const one = random.pick(entries);
    const other = random.pick(entries.filter((entry) => entry !== one));
    [one.sequence, other.sequence] = [other.sequence, one.sequence];
  },
  "two entries exchanged, the chain made again": (log, { below }) => {
    const at = below(log.entries.length - 1);
    log.entries.splice(at, 2, ...log.entries.slice(at, at + 2).reverse());
    chainAgain(log, at);
  },
  "the end cut off": (log, { below }) => {
    log.entries.length = below(log.entries.length);
  },
  "the end cut off, the head made to fit": (log, { below }) => {
    log.entries.length = below(log.entries.length);
    chainAgain(log, log.entries.length);
  },
  "the end cut off at a checkpoint, which is made the head": (log, { pick }) => {
    const checkpoint = pick(log.checkpoints.filter(({ sequence }) => sequence < log.entries.length));
    log.entries.length = checkpoint.sequence;
    chainAgain(log, log.entries.length);
    log.head = { ...checkpoint };
  },
  "everything replaced by another log": (log, { below }) => {
    const other = writeLog(1 + below(60));
    for (const entry of other.entries) entry.account = "nobody";
    Object.assign(log, { entries: other.entries });
    chainAgain(log, 0);
  },
  "everything replaced, signed with another key": (log) => {
    log.entries = log.entries.map((entry) => ({ ...entry, account: "nobody" }));
    chainAgain(log, 0);
    const stranger = strangers();
    const at = (sequence: number) => log.entries[sequence - 1] ?? genesis;
    log.checkpoints = log.checkpoints.map(({ sequence }) => signedAt("checkpoint", at(sequence), stranger));
    log.head = signedAt("head", at(log.entries.length), stranger);
  },
  "a student in a list": (log, { pick }) => {
    const row = pick(log.index);
    row.student_id = pick(["S999", "", `${row.student_id} `]);
  },
  "a student taken from the index": ({ index }, { below }) => {
    index.splice(below(index.length), 1);
  },
  "a student put into the index": (log, random) => {
    log.index.push({ student_id: "S999", sequence: random.pick([-1, 0, 1 + random.below(50)]) });
  },
  "a student's access given to another entry": ({ index }, { pick, below }) => {
    const row = pick(index);
    row.sequence += 1 + below(45);
  },
  "a checkpoint's column": (log, random) => {
    const checkpoint = random.pick(log.checkpoints);
    const column = random.pick(["entry_hash", "at", "key_id", "signature"] as const);
    Object.assign(checkpoint, { [column]: otherText(checkpoint[column], random) ?? "" });
  },
  "a checkpoint moved": ({ checkpoints }, { pick }) => {
    pick(checkpoints).sequence += pick([-1, 1, 100]);
  },
  "a checkpoint taken out": ({ checkpoints }, { below }) => {
    checkpoints.splice(below(checkpoints.length), 1);
  },
  "a checkpoint put in": (log, { pick }) => {
    const entry = pick(
      log.entries.filter((one) => !log.checkpoints.some((c) => c.sequence === one.sequence)),
    );
    log.checkpoints.push({
      ...pick(log.checkpoints),
      sequence: entry.sequence,
      entry_hash: entry.entry_hash,
    });
  },
  "the head": (log, random) => {
    const column = random.pick(["entry_hash", "at", "key_id", "signature"] as const);
    Object.assign(log.head, { [column]: otherText(log.head[column], random) ?? "" });
  },
  "everything taken out, as if nothing had been written": (log) => {
    Object.assign(log, { entries: [], index: [], checkpoints: [] });
    log.head = { sequence: 0, entry_hash: NO_HASH, at: "", key_id: "", signature: "" };
  },
};

let known: Signer | undefined;
function strangers(): Signer {
  known ??= signerIn(join(folder, "stranger"), "");
  return known;
}

describe("a log that nobody touched", () => {
  it("has no fault, with and without a checkpoint kept elsewhere", () => {
    expect(faultsIn(written)).toEqual([]);
    for (const checkpoint of written.checkpoints) expect(faultsIn(written, checkpoint)).toEqual([]);
  });

  it("has a checkpoint a day and where one was asked for", () => {
    expect(written.checkpoints.map(({ sequence }) => sequence)).toEqual([1, 9, 17, 25, 33]);
  });
});

describe("an edit", () => {
  const names = Object.keys(edits);

  it("is found, whichever of 10,000 it is", () => {
    const missed: string[] = [];
    for (let seed = 1; seed <= 10_000; seed++) {
      const random = randomness(seed);
      const name = random.pick(names);
      const log = structuredClone(written);
      edits[name]?.(log, random);
      const isSame = JSON.stringify(log) === JSON.stringify(written);
      if (isSame || faultsIn(log).length === 0) missed.push(`${seed} ${name}`);
    }
    expect(missed).toEqual([]);
  });

  it.each(names)("of %s is found many times over", (name) => {
    const random = randomness(7);
    for (let turn = 0; turn < 20; turn++) {
      const log = structuredClone(written);
      edits[name]?.(log, random);
      expect(faultsIn(log)).not.toEqual([]);
    }
  });
});

describe("what only a checkpoint kept elsewhere can show", () => {
  const restored = () => {
    const earlier = writeLog(40);
    earlier.entries.length = 20;
    const last = earlier.entries[19] ?? genesis;
    const until = <Row extends { sequence: number }>(rows: Row[]) =>
      rows.filter(({ sequence }) => sequence <= 20);
    return {
      entries: earlier.entries,
      index: until(earlier.index),
      checkpoints: until(earlier.checkpoints),
      head: headOf(last),
    };
  };

  it("the whole store put back to what it was some days ago is found with it, and not without", () => {
    expect(faultsIn(restored())).toEqual([]);
    const kept = written.checkpoints.at(-1) ?? null;
    expect(faultsIn(restored(), kept)).toEqual(["truncated"]);
  });

  it("a log written anew with the key in hand is found with it", () => {
    const forged = structuredClone(written);
    forged.entries[0] = { ...(forged.entries[0] ?? genesis), account: "nobody" };
    chainAgain(forged, 0);
    const at = (sequence: number) => forged.entries[sequence - 1] ?? genesis;
    forged.checkpoints = forged.checkpoints.map(({ sequence }) =>
      signedAt("checkpoint", at(sequence), signer),
    );
    forged.head = headOf(at(40));
    expect(faultsIn(forged)).toEqual([]);
    expect(faultsIn(forged, written.checkpoints[2] ?? null)).toEqual(["kept_checkpoint_differs"]);
  });
});
