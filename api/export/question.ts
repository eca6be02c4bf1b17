import type { Answer, Slice } from "../contract.ts";

/** The names of dimensions and of their keys, as far as known. */
export type Names = {
  dimension: (key: string) => string;
  value: (dimension: string, key: unknown) => string;
};

/** A slice as a sentence, e.g. "Chronic absence, by School, where School year is 2026-27, against the year before." */
export function questionInWords(slice: Slice, answer: Pick<Answer, "columns">, names: Names): string {
  const measures = answer.columns.filter(({ part }) => part === "value").map(({ label }) => label);
  const by = (slice.by ?? []).map(names.dimension);
  const where = (slice.where ?? []).map((filter) => filterInWords(filter, names));
  const parts = [
    list(measures),
    ...(by.length > 0 ? [`by ${list(by)}`] : []),
    ...(where.length > 0 ? [`where ${list(where)}`] : []),
    ...(slice.compare ? [against[slice.compare]] : []),
    ...(slice.limit === undefined ? [] : [`the first ${slice.limit} rows`]),
    ...(slice.totals && slice.totals !== "none" ? [totalled[slice.totals]] : []),
  ];
  return `${parts.join(", ")}.`;
}

const totalled = { visible: "with totals of the rows shown", all: "with totals of all" };

const against = {
  previous_year: "against the year before",
  district: "against the whole district",
  target: "against the target",
  generation: "against what was published before",
};

function filterInWords({ dimension, op, values }: NonNullable<Slice["where"]>[number], names: Names): string {
  const said = values.map((value) => names.value(dimension, value));
  const subject = names.dimension(dimension);
  if (op === "between") return `${subject} is from ${said[0]} to ${said[1]}`;
  return `${subject} is ${op === "not_in" ? "not " : ""}${list(said, "or")}`;
}

function list(words: string[], last = "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
