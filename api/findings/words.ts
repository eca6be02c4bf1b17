/** A day as people read it: "Nov 5, 2026". Days have no time zone. */
export function dayInWords(isoDay: string): string {
  return format.format(new Date(`${isoDay}T00:00:00Z`));
}

const format = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });
