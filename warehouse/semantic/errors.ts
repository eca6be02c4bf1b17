/** Why a question cannot be answered, for the person who must change it. The API turns it into a problem document. */
export type WarehouseErrorCode =
  | "unknown_measure"
  | "unknown_dimension"
  | "unknown_column"
  | "unknown_generation"
  | "unknown_account"
  | "ambiguous_value"
  | "invalid_request"
  | "incompatible"
  | "forbidden_dimension"
  | "not_published"
  | "forbidden"
  | "not_ready"
  | "log_unavailable"
  | "engine_unavailable"
  | "not_found";

type Particulars = {
  slice?: number;
  didYouMean?: string[];
  keys?: { key: string; label: string }[];
};

/** A refusal: a code of a closed set, and a sentence with what, where and what to do. */
export class WarehouseError extends Error {
  readonly code: WarehouseErrorCode;
  readonly particulars: Particulars;

  constructor(code: WarehouseErrorCode, message: string, particulars: Particulars = {}) {
    super(message);
    this.name = "WarehouseError";
    this.code = code;
    this.particulars = particulars;
  }
}

/** Thrown to nobody: who asked has gone away, and what was computed for her was broken off. */
export class GoneError extends Error {
  constructor() {
    super("Nobody waits for this answer any more.");
    this.name = "GoneError";
  }
}

/** The names nearest to a misspelt one, best first, at most three. */
export function nearest(word: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({
      name,
      distance: name.includes(word) || word.includes(name) ? 1 : editDistance(word, name),
    }))
    .filter(({ distance }) => distance <= Math.max(2, Math.floor(word.length / 3)))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** The lists that share most words with the ones asked for, best first, at most three. */
export function nearestOf(
  words: readonly string[],
  lists: readonly (readonly string[])[],
): (readonly string[])[] {
  const distance = (list: readonly string[]) =>
    words.filter((word) => !list.includes(word)).length + list.filter((word) => !words.includes(word)).length;
  return [...lists].sort((a, b) => distance(a) - distance(b)).slice(0, 3);
}

export function didYouMean(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? "" : ` Did you mean ${suggestions.join(" or ")}?`;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + change,
        ),
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
