import type { Catalog, ReportChart, ReportContent } from "#api/contract";

export type ReportSlice = ReportContent["slice"];
export type Filter = NonNullable<ReportSlice["where"]>[number];
export type Order = NonNullable<ReportSlice["order"]>[number];
export type CatalogMeasure = Catalog["measures"][number];
export type CatalogDimension = Catalog["dimensions"][number];

/** A question in the making, and how its answer is drawn. */
export type Draft = { slice: ReportSlice; chart: ReportChart };

/** The columns that a slice can be ordered by. */
export function columnsOf({ measures, by = [], compare }: ReportSlice): string[] {
  const beside = { previous_year: ["__previous", "__change"], district: ["__district", "__difference"] };
  const parts = compare ? beside[compare] : [];
  return [...by, ...measures.flatMap((key) => [key, ...parts.map((part) => `${key}${part}`)])];
}

/** A slice without what its other parts have made void: an order by a column that is gone, parts that say nothing. */
export function tidy(slice: ReportSlice): ReportSlice {
  const columns = columnsOf(slice);
  const order = (slice.order ?? []).filter(({ column }) => columns.includes(column));
  const { measures, by = [], where = [], compare, totals, limit } = slice;
  return {
    measures,
    ...(by.length > 0 ? { by } : {}),
    ...(where.length > 0 ? { where } : {}),
    ...(compare ? { compare } : {}),
    ...(totals && totals !== "none" ? { totals } : {}),
    ...(order.length > 0 ? { order } : {}),
    ...(limit === undefined ? {} : { limit }),
  };
}

const population = new Set(["place", "students"]);

/** Whether a filter says whom the figures are about; all others narrow what is counted of them. */
export function isAboutWhom(dimension: string, catalog: Catalog): boolean {
  if (dimension === "school_year") return true;
  const found = catalog.dimensions.find(({ key }) => key === dimension);
  return found !== undefined && population.has(found.topic);
}
