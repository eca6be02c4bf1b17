import type { Aggregate } from "../model/define.ts";
import type { Block } from "../plan.ts";
import type { Writing } from "./setting.ts";
import { homeOf } from "./values.ts";

/**
 * The coarsest table that answers a block: without its students where no number, group, filter, visible row or scope is
 * about them, and without its days where persons are counted of whole years. A check of every build holds the former against
 * the fact. Who may ask is decided on the fact itself.
 */
export function coarsestTable(
  block: Block,
  writing: Pick<Writing, "by" | "only" | "areDaysAddedUp">,
): string {
  const { fact, scope, countsPersons, components, filters } = block;
  const { withoutStudents, withoutDays, table } = fact;
  const { by, only, areDaysAddedUp } = writing;
  const named = [...by, ...(only?.by ?? [])].map(({ key }) => key);
  const homes = [...named, ...filters.map(({ dimension }) => dimension)].map((key) => homeOf(key, block));
  const areAll = (isAddedUp: (aggregate: Aggregate) => boolean) =>
    components.every(({ aggregate }) => isAddedUp(aggregate));
  if (countsPersons) {
    const isOfYears = block.period === "current" && homes.every((home) => ofYears.has(home));
    const canAddUp =
      withoutDays && areDaysAddedUp && isOfYears && areAll((one) => isOfStudents(one, withoutDays));
    return canAddUp ? withoutDays.table : table;
  }
  const isAboutThem = homes.includes("student") || homes.includes("student_group");
  const isScopedByThem = scope.kind === "some" && (scope.students.length > 0 || scope.historyOf.length > 0);
  const canAddUp =
    withoutStudents && !isAboutThem && !isScopedByThem && areAll((one) => isAddedUp(one, withoutStudents));
  return canAddUp ? withoutStudents.table : table;
}

/** Where a dimension may have its home in a question about whole years. */
const ofYears: ReadonlySet<string> = new Set(["school_year", "organization", "student", "student_group"]);

type AddedUp = NonNullable<Block["fact"]["withoutStudents"]>;

/** Sums add up; distinct values of what the table keeps are the same there. A count of rows is another one. */
function isAddedUp(aggregate: Aggregate, { sums, kept }: AddedUp): boolean {
  if (!isConditionKept(aggregate, kept)) return false;
  if (aggregate.kind === "sum" || aggregate.kind === "days") return sums.includes(aggregate.column);
  return aggregate.kind === "distinct" && kept.includes(aggregate.column);
}

/** Whom a number counts is told from each student's sums: whether there is anything, or how much. No number is below zero. */
function isOfStudents(aggregate: Aggregate, { sums, kept }: AddedUp): boolean {
  if (!isConditionKept(aggregate, kept)) return false;
  if (aggregate.kind === "studentsOver")
    return aggregate.thresholds.every(({ left, right }) =>
      [left, right].every((side) => !("column" in side) || sums.includes(side.column)),
    );
  return aggregate.kind === "students" || (isSum(aggregate) && sums.includes(aggregate.column));
}

const isSum = (aggregate: Aggregate) => aggregate.kind === "sum" || aggregate.kind === "days";

const isConditionKept = ({ where = {} }: Aggregate, kept: readonly string[]) =>
  Object.keys(where).every((column) => kept.includes(column));
