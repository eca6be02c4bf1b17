/** Days are ISO texts, which sort as they pass. */

const oneDay = 86_400_000;

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * oneDay).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / oneDay;

export const monthOf = (day: string): string => day.slice(0, 7);

export const mondayOf = (day: string): string => plusDays(day, -((new Date(day).getUTCDay() + 6) % 7));

const named = (startsIn: number): string => `${startsIn}-${String((startsIn + 1) % 100).padStart(2, "0")}`;

/** 1 July to 30 June. */
export const schoolYearOf = (day: string): string =>
  named(Number(day.slice(0, 4)) - (day.slice(5, 7) < "07" ? 1 : 0));

export const yearsLater = (schoolYear: string, years: number): string =>
  named(Number(schoolYear.slice(0, 4)) + years);

export const firstDayOf = (schoolYear: string): string => `${schoolYear.slice(0, 4)}-07-01`;

export const lastDayOf = (schoolYear: string): string => `${Number(schoolYear.slice(0, 4)) + 1}-06-30`;

export const earlier = (...days: string[]): string => days.reduce((a, b) => (a < b ? a : b));

export const later = (...days: string[]): string => days.reduce((a, b) => (a > b ? a : b));

/** Full years of age. */
export const ageOn = (birth: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0);
