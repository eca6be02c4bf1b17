import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdb } from "../dialects/duckdb.ts";
import { dimensionNamed } from "../model/model.ts";
import type { Plan, PlannedDimension } from "../plan.ts";
import { type DistrictFigures, type Finishing, finishRows } from "../rows/finish.ts";
import type { Cell } from "../slice.ts";
import { lookUp } from "./look-up.ts";

/**
 * What is published of the whole district for a plan's rows, whoever asks: a principal may set her school beside it, and
 * learns no more of other schools than everybody does. Throws `not_published` where no published table has the plan's
 * dimensions other than places.
 */
export async function districtFigures(
  plan: Plan,
  finishing: Finishing,
  connection: DuckDBConnection,
): Promise<DistrictFigures> {
  const wide = overTheDistrict(plan);
  const { rows: raw, isHidden } = await lookUp(wide, connection, duckdb);
  const { rows, marks } = finishRows(raw, wide, { ...finishing, isHidden });
  const hidden = new Set(
    marks.flatMap(({ row, column, mark }) => (mark === "suppressed" ? [`${row} ${column}`] : [])),
  );
  const places = new Map(rows.map((row, index) => [nameOf(row, wide.by), index]));
  return (cells, measure) => {
    const index = places.get(nameOf(cells, wide.by)) ?? -1;
    const value = rows[index]?.[measure];
    return { value: typeof value === "number" ? value : null, isHidden: hidden.has(`${index} ${measure}`) };
  };
}

/** The plan without its places. What the reader may not be told at all stays out of it. */
function overTheDistrict(plan: Plan): Plan {
  const by = plan.by.filter(({ dimension }) => dimension.home !== "organization");
  return {
    ...plan,
    by,
    slice: { ...plan.slice, compare: undefined, order: [], limit: undefined },
    blocks: plan.blocks.map((block) => ({
      ...block,
      scope: block.scope.kind === "nothing" ? block.scope : { kind: "everything" },
      filters: block.filters.filter(({ dimension }) => dimensionNamed(dimension).home !== "organization"),
    })),
  };
}

const nameOf = (cells: Record<string, Cell>, by: readonly PlannedDimension[]): string =>
  JSON.stringify(
    by.map(({ key }) => {
      const cell = cells[key];
      return typeof cell === "object" ? (cell?.key ?? null) : cell;
    }),
  );
