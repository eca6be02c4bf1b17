import type { DimensionHome } from "../model/dimensions.ts";
import { dimensionNamed } from "../model/model.ts";
import type { Block } from "../plan.ts";
import type { Writing } from "./setting.ts";

/** Where a fact has the value of a dimension: in its own attribute, or in the dimension's home. */
export function homeOf(key: string, { fact }: Block): DimensionHome {
  return Object.hasOwn(fact.attributes, key) ? "attribute" : dimensionNamed(key).home;
}

/** Where a row of the block says its day. */
export const dayOf = ({ fact }: Block): string => `fact.${fact.happenedOn}`;

/** Whether a dimension is computed from the day of each row. */
export const isOfDay = (key: string, block: Block): boolean => {
  const home = homeOf(key, block);
  return home === "week" || (home === "month" && !block.fact.isSnapshot);
};

/** The value of a dimension in a row of the block, which says its day in `day`; of the year before, as the key it is compared with. */
export function expressionOf(key: string, block: Block, writing: Writing, day = dayOf(block)): string {
  const value = ownValue(key, block, { ...writing, day });
  if (block.period === "current") return value;
  const { dialect } = writing;
  switch (homeOf(key, block)) {
    case "school_year":
      return dialect.nextSchoolYear(value);
    case "month":
      return dialect.nextYearsMonth(value);
    case "week":
    case "date":
      return dialect.nextYearsDay(value);
    default:
      return value;
  }
}

function ownValue(key: string, block: Block, { dialect, day }: Writing & { day: string }): string {
  const { fact } = block;
  switch (homeOf(key, block)) {
    case "attribute":
      return `fact.${fact.attributes[key]}`;
    case "organization":
      return `organization.${dimensionNamed(key).column}`;
    case "student":
      return `student.${dimensionNamed(key).column}`;
    case "student_group":
      return "student_group.student_group";
    case "school_year":
      return "fact.school_year";
    case "month":
      return fact.isSnapshot ? "fact.month" : dialect.monthOf(day);
    case "week":
      return dialect.weekOf(day);
    case "date":
      return day;
  }
}
