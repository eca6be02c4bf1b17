import type { District } from "../../district.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { Plan, PlannedDimension } from "../plan.ts";
import type { Binder } from "./binder.ts";
import { sameDayLastYear, sameWeekdayLastYear } from "./school-year.ts";

/** What the compiler must know of the district and the day. */
export type Setting = {
  dialect: Dialect;
  /** How many parts a school day has. */
  partsPerDay: number;
  /** The running school year, and the day (ISO) up to which the one before it is compared: as a whole, and week by week. */
  currentYear: string;
  sameDayLastYear: string;
  sameWeekdayLastYear: string;
  /** Whether days have been added up for whole years (`withoutDays`), as while a release is counted. */
  areDaysAddedUp?: boolean;
};

/** The setting of a district on the day (ISO) that counts as today; in the holidays the last school year still runs. */
export function settingOn(district: District, asOf: string, dialect: Dialect): Setting {
  const running = district.schoolYears.find(({ startsOn, endsOn }) => startsOn <= asOf && asOf <= endsOn);
  return {
    dialect,
    partsPerDay: district.partsPerDay,
    currentYear: running?.schoolYear ?? district.schoolYears.at(-1)?.schoolYear ?? "",
    sameDayLastYear: sameDayLastYear(asOf),
    sameWeekdayLastYear: sameWeekdayLastYear(asOf),
  };
}

/** What every part of a statement is written with. */
export type Writing = Setting & {
  binder: Binder;
  by: PlannedDimension[];
  /** The dimensions of the slice, also where a total is written over all of them. */
  shownBy: readonly string[];
  only: Plan["only"];
};
