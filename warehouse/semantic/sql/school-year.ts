/** "2026-27" → "2025-26". A text of another shape is given back as it is. */
export function previousSchoolYear(schoolYear: string): string {
  return shifted(schoolYear, -1);
}

/** "2025-26" → "2026-27". A text of another shape is given back as it is. */
export function schoolYearAfter(schoolYear: string): string {
  return shifted(schoolYear, 1);
}

/** The school or fiscal year that begins in a July: 2026 → "2026-27". */
export function yearStartingIn(year: number): string {
  return `${year}-${String(year + 1).slice(-2)}`;
}

function shifted(schoolYear: string, by: number): string {
  const start = Number(schoolYear.slice(0, 4)) + by;
  return Number.isInteger(start) ? yearStartingIn(start) : schoolYear;
}

/** The same calendar day a year before, ISO; 29 February becomes 28 February. */
export function sameDayLastYear(day: string): string {
  const earlier = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return earlier.endsWith("-02-29") ? earlier.replace(/29$/, "28") : earlier;
}

/** The same weekday 52 weeks before, ISO: what a day or a week of this year is compared with. */
export function sameWeekdayLastYear(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 364);
  return date.toISOString().slice(0, 10);
}
