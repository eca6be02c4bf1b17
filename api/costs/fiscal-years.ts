import { yearStartingIn } from "#warehouse";

/** The ten fiscal years (1 July to 30 June) after the one that contains an ISO date, e.g. "2016-17" for April 2016. */
export function fiscalYearsAfter(asOf: string): string[] {
  const [year = 0, month = 1] = asOf.split("-").map(Number);
  const first = month >= 7 ? year + 1 : year;
  return Array.from({ length: 10 }, (_, n) => yearStartingIn(first + n));
}
