import { figuresIn } from "../beside.ts";
import { duckdb } from "../dialects/duckdb.ts";
import { dimensionNamed } from "../model/model.ts";
import type { Plan } from "../plan.ts";
import { type FiguresBeside, type Finishing, finishRows } from "../rows/finish.ts";
import { unadorned } from "../slice.ts";
import { lookUp } from "./look-up.ts";

/**
 * What is published of the whole district for a plan's rows, whoever asks: a principal may set her school beside it, and
 * learns no more of other schools than everybody does. Throws `not_published` where no published table has the plan's
 * dimensions other than places.
 */
export async function districtFigures(
  plan: Plan,
  finishing: Finishing,
  place: Parameters<typeof lookUp>[1],
): Promise<FiguresBeside> {
  const wide = overTheDistrict(plan);
  const keys = wide.by.map(({ key }) => key);
  const { rows: raw, isHidden } = await lookUp(wide, place, duckdb);
  return figuresIn(finishRows(raw, wide, { ...finishing, isHidden }), keys);
}

/** The plan without its places. What the reader may not be told at all stays out of it. */
function overTheDistrict(plan: Plan): Plan {
  const by = plan.by.filter(({ dimension }) => dimension.home !== "organization");
  return {
    ...plan,
    by,
    slice: unadorned(plan.slice),
    blocks: plan.blocks.map((block) => ({
      ...block,
      scope: block.scope.kind === "nothing" ? block.scope : { kind: "everything" },
      filters: block.filters.filter(({ dimension }) => dimensionNamed(dimension).home !== "organization"),
    })),
  };
}
