import type { Aggregate } from "../model/define.ts";
import { dimensionNamed } from "../model/model.ts";
import type { Block } from "../plan.ts";
import type { Writing } from "./setting.ts";

/**
 * The coarsest table that answers a block: without its students where no number, group, filter, visible row or scope is
 * about them. A check of every build holds that table against the fact. Who may ask is decided on the fact itself.
 */
export function coarsestTable(block: Block, { by, only }: Pick<Writing, "by" | "only">): string {
  const { fact, scope, countsPersons, components, filters } = block;
  const { withoutStudents, table } = fact;
  if (!withoutStudents || countsPersons) return table;
  const named = [...by, ...(only?.by ?? [])].map(({ key }) => key);
  const homes = [...named, ...filters.map(({ dimension }) => dimension)].map(
    (key) => dimensionNamed(key).home,
  );
  const isOfStudents = homes.includes("student") || homes.includes("student_group");
  const isScopedByThem = scope.kind === "some" && (scope.students.length > 0 || scope.historyOf.length > 0);
  const canAddUp = components.every(({ aggregate }) => isAddedUp(aggregate, withoutStudents));
  return isOfStudents || isScopedByThem || !canAddUp ? table : withoutStudents.table;
}

type AddedUp = NonNullable<Block["fact"]["withoutStudents"]>;

/** Sums add up; distinct values of what the table keeps are the same there. A count of rows is another one. */
function isAddedUp(aggregate: Aggregate, { sums, kept }: AddedUp): boolean {
  if (!Object.keys(aggregate.where ?? {}).every((column) => kept.includes(column))) return false;
  if (aggregate.kind === "sum" || aggregate.kind === "days") return sums.includes(aggregate.column);
  return aggregate.kind === "distinct" && kept.includes(aggregate.column);
}
