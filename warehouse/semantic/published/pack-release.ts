import { type Count, countId, type ReleasedCount } from "./count.ts";
import type { Release } from "./hide-families.ts";

/** A release in columns, each text once: what another thread is given is small (a release of 300,000 counts was 139 MB of objects). */
export type PackedRelease = Omit<Release, "counts" | "before" | "kept"> & {
  counts: Columns;
  before: Columns;
  /** By the place of each count, whether it is kept. */
  kept: Uint8Array;
};

/** Counts in their order: each text by its place among the different ones. */
type Columns = {
  texts: Record<"schoolYear" | "aggregate" | "place" | "of", { different: string[]; at: Uint32Array }>;
  persons: Float64Array;
  isHidden: Uint8Array;
};

export const packed = ({ counts, before, kept, ...rest }: Release): PackedRelease => ({
  ...rest,
  counts: columnsOf([...counts.values()]),
  before: columnsOf([...before.values()]),
  kept: Uint8Array.from(counts.keys(), (id) => Number(kept.has(id))),
});

export function unpacked({ counts, before, kept, ...rest }: PackedRelease): Release {
  const now = [...countsIn(counts)];
  return {
    ...rest,
    counts: new Map(now),
    before: new Map(countsIn(before)),
    kept: new Set(now.flatMap(([id], at) => (kept[at] === 1 ? [id] : []))),
  };
}

function columnsOf(counts: (Count & { isHidden?: boolean })[]): Columns {
  const column = (textOf: (count: Count) => string) => {
    const places = new Map<string, number>();
    const at = Uint32Array.from(counts, (count) => {
      const text = textOf(count);
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      return place;
    });
    return { different: [...places.keys()], at };
  };
  return {
    texts: {
      schoolYear: column(({ schoolYear }) => schoolYear),
      aggregate: column(({ aggregate }) => aggregate),
      place: column(({ place }) => place),
      of: column(({ of }) => of),
    },
    persons: Float64Array.from(counts, ({ persons }) => persons),
    isHidden: Uint8Array.from(counts, ({ isHidden = false }) => Number(isHidden)),
  };
}

function* countsIn({ texts, persons, isHidden }: Columns): Generator<[string, ReleasedCount]> {
  const textAt = ({ different, at }: Columns["texts"]["of"], row: number) => different[at[row] ?? 0] ?? "";
  for (const [row, number] of persons.entries()) {
    const count = {
      schoolYear: textAt(texts.schoolYear, row),
      aggregate: textAt(texts.aggregate, row),
      place: textAt(texts.place, row),
      of: textAt(texts.of, row),
      persons: number,
      isHidden: isHidden[row] === 1,
    };
    yield [countId(count), count];
  }
}
