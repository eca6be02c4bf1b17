import { measures } from "../../measures/index.ts";
import { aggregatesOf } from "../model/define.ts";
import { factOf } from "../model/facts.ts";
import { measureNamed } from "../model/model.ts";

/** A table that readers without students' rows may ask: its dimensions but the school year, and what it tells. */
export type PublishedTable = { dimensions: readonly string[]; measures: string[] };

/** Whether a measure counts students, so that such readers get it from published tables alone. */
function countsStudentsOf(measure: string): boolean {
  return aggregatesOf(measureNamed(measure)).some(({ fact }) => factOf(fact).hasStudent);
}

/** Every published table of students; each holds whole school years. */
export function publishedTables(): PublishedTable[] {
  const tables = new Map<string, PublishedTable>();
  for (const measure of Object.keys(measures).filter(countsStudentsOf)) {
    for (const dimensions of tablesOf(measure)) {
      const name = nameOf(dimensions);
      const table = tables.get(name) ?? { dimensions, measures: [] };
      table.measures.push(measure);
      tables.set(name, table);
    }
  }
  return [...tables.values()];
}

/** The dimensions of each table that tells a measure, sorted and without the school year. */
export function tablesOf(measure: string): string[][] {
  return measureNamed(measure).published.map((dimensions) => sortedWithoutYear(dimensions));
}

/** The name by which a table is stored: its dimensions, sorted. */
export const nameOf = (dimensions: readonly string[]): string => sortedWithoutYear(dimensions).join(" ");

const sortedWithoutYear = (dimensions: readonly string[]): string[] =>
  [...new Set(dimensions)].filter((dimension) => dimension !== "school_year").sort();

/** Student groups within schools are released once a month, all else with every generation. */
export const isMonthly = (dimensions: readonly string[]): boolean =>
  dimensions.includes("school") && dimensions.includes("student_group");
