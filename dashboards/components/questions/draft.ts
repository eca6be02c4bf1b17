import type { Catalog, ReportChart, ReportContent } from "#api/contract";

/** What a report asks; in the making it may also be compared with a generation, which no saved report names. */
export type ReportSlice = ReportContent["slice"] & { against?: string | undefined };
export type Filter = NonNullable<ReportSlice["where"]>[number];
export type Order = NonNullable<ReportSlice["order"]>[number];
export type Computed = NonNullable<ReportSlice["computed"]>[number];
export type CatalogMeasure = Catalog["measures"][number];

/** A question in the making, and how its answer is drawn. */
export type Draft = { slice: ReportSlice; chart: ReportChart };

/** The most measures that a question may have. */
export const mostMeasures = 24;

/** With each comparison, the number beside a measure's and the difference. */
export const besideParts = {
  previous_year: ["previous", "change"],
  district: ["district", "difference"],
  target: ["target", "gap"],
  generation: ["then", "restated"],
} as const;

/** The number columns of a slice's measures, with what stands beside them. */
export function numbersOf({ measures, compare }: ReportSlice): string[] {
  const beside = compare ? besideParts[compare] : [];
  return measures.flatMap((key) => [key, ...beside.map((part) => `${key}__${part}`)]);
}

/** The columns that a slice can be ordered by; those of a pivot also by value, `enrollment@high`. */
export function columnsOf(slice: ReportSlice): string[] {
  const { by = [], computed = [], pivot } = slice;
  return [...by.filter((key) => key !== pivot), ...numbersOf(slice), ...computed.map(({ key }) => key)];
}

/** What the rows are grouped by before their last dimension: each can have subtotals. */
export const groupingOf = ({ by = [], pivot }: ReportSlice): string[] =>
  by.filter((key) => key !== pivot).slice(0, -1);

/** A slice without what its other parts have made void: an order by a column that is gone, parts that say nothing. */
export function tidy(slice: ReportSlice): ReportSlice {
  const { measures, by = [], where = [], against, totals, limit } = slice;
  const compare = slice.compare === "generation" && !against ? undefined : slice.compare;
  const numbers = numbersOf({ measures, compare });
  const computed = (slice.computed ?? []).filter(({ of }) =>
    [of].flat().every((one) => numbers.includes(one)),
  );
  const pivot = slice.pivot !== undefined && by.includes(slice.pivot) ? slice.pivot : undefined;
  const grouping = groupingOf({ ...slice, pivot });
  const subtotals = (slice.subtotals ?? []).filter((key) => grouping.includes(key));
  const columns = columnsOf({ ...slice, compare, computed, pivot });
  const ownerOf = (column: string) => (pivot === undefined ? column : (column.split("@")[0] ?? column));
  const order = (slice.order ?? []).filter(({ column }) => columns.includes(ownerOf(column)));
  return {
    measures,
    ...(by.length > 0 ? { by } : {}),
    ...(where.length > 0 ? { where } : {}),
    ...(compare ? { compare } : {}),
    ...(compare === "generation" ? { against } : {}),
    ...(computed.length > 0 ? { computed } : {}),
    ...(pivot === undefined ? {} : { pivot }),
    ...(totals && totals !== "none" ? { totals, ...(subtotals.length > 0 ? { subtotals } : {}) } : {}),
    ...(order.length > 0 ? { order } : {}),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** What of a question a saved report keeps: a comparison with a generation would end with it. */
export function lasting({ against: _, ...slice }: ReportSlice): ReportContent["slice"] {
  return tidy(slice);
}

const population = new Set(["place", "students"]);

/** Whether a filter says whom the figures are about; all others narrow what is counted of them. */
export function isAboutWhom(dimension: string, catalog: Catalog): boolean {
  if (dimension === "school_year") return true;
  const found = catalog.dimensions.find(({ key }) => key === dimension);
  return found !== undefined && population.has(found.topic);
}
