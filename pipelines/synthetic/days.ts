/** A calendar day as the number of days since 1 January 1970; arithmetic without time zones. */
export type Day = number;

const millisecondsPerDay = 86_400_000;
const written: string[] = [];

export const day = (iso: string): Day => Math.round(Date.parse(`${iso}T00:00:00Z`) / millisecondsPerDay);

/** The day as YYYY-MM-DD; remembered, because millions of rows write the same few thousand days. */
export function iso(value: Day): string {
  const known = written[value];
  if (known !== undefined) return known;
  const text = new Date(value * millisecondsPerDay).toISOString().slice(0, 10);
  written[value] = text;
  return text;
}

/** 0 is Sunday. */
export const weekday = (value: Day): number => (value + 4) % 7;

export const isWeekday = (value: Day): boolean => weekday(value) !== 0 && weekday(value) !== 6;

/** The first Monday on or after a day. */
export const mondayFrom = (value: Day): Day => value + ((8 - weekday(value)) % 7);

/** Empty when nothing has happened by `asOf`. */
export const isoIfKnown = (value: Day | null, asOf: Day): string =>
  value === null || value > asOf ? "" : iso(value);
