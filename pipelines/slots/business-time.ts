const day = 86_400_000;

/** The calendar day of a moment in a time zone, ISO. */
export const businessDate = (moment: Date, timeZone: string): string =>
  moment.toLocaleDateString("sv-SE", { timeZone });

/** A calendar day so many days later, ISO. */
export const addDays = (on: string, days: number): string =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * day).toISOString().slice(0, 10);

/**
 * The moment at which a clock on the wall first shows this minute of this day. A time that the change to summer time
 * leaves out comes as much later as the clock was put forward; of an hour that comes twice the first counts.
 */
export function momentOf(on: string, minuteOfDay: number, timeZone: string): Date {
  const wall = Date.parse(`${on}T00:00:00Z`) + minuteOfDay * 60_000;
  const [before, after] = [-day, day].map(
    (away) => new Date(wall - offsetOf(new Date(wall + away), timeZone)),
  );
  const shows = (moment: Date | undefined) =>
    moment !== undefined && moment.getTime() + offsetOf(moment, timeZone) === wall;
  return (!shows(before) && shows(after) ? after : before) ?? new Date(wall);
}

/** How many milliseconds the clocks of a zone are ahead of UTC. */
function offsetOf(moment: Date, timeZone: string): number {
  const wall = moment.toLocaleString("sv-SE", { timeZone }).replace(" ", "T");
  return Date.parse(`${wall}Z`) - Math.floor(moment.getTime() / 1000) * 1000;
}
