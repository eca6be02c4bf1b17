import type { Answer, Catalog, ReportChart } from "#api/contract";
import type { ReportSlice } from "../questions/draft.ts";
import { distinct, partsOf, placeAt } from "./points.ts";

/** The most series that one drawing holds; more are small multiples. */
const mostSeries = 4;

/**
 * The charts that the shape of an answer can be drawn as, the fittest first; a table always can. Time is a line, places
 * are bars, two dimensions are a grid; three, and students one by one, are a table.
 */
export function chartsFor(answer: Answer, slice: ReportSlice, catalog: Catalog): ReportChart[] {
  const { dimensions, measures } = partsOf(answer);
  const isTime = ({ key }: { key: string }) =>
    catalog.dimensions.some((dimension) => dimension.key === key && dimension.topic === "time");
  const [first, second] = dimensions;
  const isList = dimensions.some(({ key }) => key === "student");
  if (!first || dimensions.length > 2 || isList || slice.pivot !== undefined || answer.rows.length === 0)
    return ["table"];
  if (!second) {
    const several: ReportChart[] = measures.length > 1 ? ["multiples"] : [];
    if (isTime(first)) return ["line", "bar", ...several, "table"];
    return slice.compare ? ["dot", "bar", ...several, "table"] : ["bar", "dot", ...several, "table"];
  }
  const time = dimensions.find(isTime);
  if (!time) return ["heat", "multiples", "table"];
  const other = time === first ? second : first;
  const series = distinct(answer.rows.map((_, row) => placeAt(answer, row, other.key)));
  return series.length <= mostSeries
    ? ["line", "multiples", "heat", "table"]
    : ["multiples", "heat", "table"];
}

/** The dimension that a chart runs along, time where there is one, and the one that makes its series. */
export function axesOf(answer: Answer, catalog: Catalog): { at: string; by: string | undefined } {
  const keys = partsOf(answer).dimensions.map(({ key }) => key);
  const isTime = (key: string) =>
    catalog.dimensions.some((dimension) => dimension.key === key && dimension.topic === "time");
  const at = keys.find(isTime) ?? keys[0] ?? "";
  return { at, by: keys.find((key) => key !== at) };
}
