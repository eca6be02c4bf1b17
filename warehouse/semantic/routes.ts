import type { Plan } from "./plan.ts";
import type { Mark } from "./slice.ts";
import { coarsestTable } from "./sql/coarsest-table.ts";

/**
 * Why a table answers: it holds what is released to readers who may not see students; or it is the coarsest that can,
 * added up over students of whom nothing is asked; or the question needs the rows themselves.
 */
type Because = "published" | "without_students" | "rows";

/** Where the numbers of some measures come from, in the rows or in the totals of an answer. */
export type Route = {
  part: Mark["part"];
  table: string;
  because: Because;
  measures: string[];
};

const PUBLISHED = "agg_published_cell";

/** Where a plan is looked up. */
export const publishedRoutes = ({ measures }: Plan, part: Mark["part"]): Route[] => [
  { part, table: PUBLISHED, because: "published", measures: measures.map(({ key }) => key) },
];

/** Where a plan is computed from; a measure of two facts has two routes. */
export function computedRoutes(plan: Plan, part: Mark["part"]): Route[] {
  return plan.blocks.map((block): Route => {
    const table = coarsestTable(block, { by: plan.by, only: plan.only });
    const of = plan.measures.filter(({ components }) =>
      components.some((one) => block.components.includes(one)),
    );
    const because = table === block.fact.table ? "rows" : "without_students";
    return { part, table, because, measures: of.map(({ key }) => key) };
  });
}

/** Each table of a part once, with all measures that come from it. */
export function eachOnce(routes: readonly Route[]): Route[] {
  const found = new Map<string, Route>();
  for (const route of routes) {
    const name = `${route.part} ${route.table}`;
    const measures = [...(found.get(name)?.measures ?? []), ...route.measures];
    found.set(name, { ...route, measures: [...new Set(measures)] });
  }
  return [...found.values()];
}
