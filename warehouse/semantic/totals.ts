import { WarehouseError } from "./errors.ts";
import type { Plan } from "./plan.ts";
import type { Route } from "./routes.ts";
import type { Finished } from "./rows/finish.ts";
import type { Mark, Slice } from "./slice.ts";

/** Rows with what must be said of them, and where they come from. */
export type Found = Finished & { notes: string[]; routes: Route[] };

/** Throws `invalid_request` where subtotals are asked of what the rows are not grouped by, or would repeat the rows. */
export function refuseSubtotals({ subtotals = [], totals = "none", by = [], pivot }: Slice): void {
  if (subtotals.length === 0) return;
  const rest = by.filter((key) => key !== pivot);
  const unknown = subtotals.find((key) => !rest.slice(0, -1).includes(key));
  if (unknown !== undefined)
    throw new WarehouseError(
      "invalid_request",
      `"subtotals" names ${unknown}: name what "by" groups the rows by before its last dimension${rest.length > 1 ? `, which is ${rest.slice(0, -1).join(" or ")}` : ""}.`,
    );
  if (totals === "none")
    throw new WarehouseError(
      "invalid_request",
      `"subtotals" need "totals": say whether they are of what you see ("visible") or of all ("all").`,
    );
}

/** One plan for each dimension with subtotals: its values within those of the dimensions before it, widest first. */
export function subtotalsOf(plan: Plan): Plan[] {
  const { subtotals = [], pivot } = plan.slice;
  const rest = plan.by.filter(({ key }) => key !== pivot);
  return rest.flatMap(({ key }, at) =>
    subtotals.includes(key) ? [totalBy(plan, new Set(rest.slice(0, at + 1).map((each) => each.key)))] : [],
  );
}

/** Over all rows, or over those of each value that becomes a column. */
export const totalOf = (plan: Plan): Plan => totalBy(plan, new Set());

function totalBy(plan: Plan, dimensions: ReadonlySet<string>): Plan {
  const { slice, by } = plan;
  return {
    ...plan,
    by: by.filter(({ key }) => dimensions.has(key) || key === slice.pivot),
    slice: { ...slice, order: [], limit: undefined },
  };
}

/** What stands where a total is not published. */
export function noTotal({ by, slice }: Plan): Found {
  const dimensions = by.filter(({ key }) => key !== slice.pivot).map(({ dimension }) => dimension.label);
  const words = dimensions.length === 0 ? "" : ` by ${dimensions.join(" and ")}`;
  return {
    columns: [],
    rows: [],
    marks: [],
    notes: [`No total${words} of these rows is published.`],
    routes: [],
  };
}

/** The totals of several levels as one list. */
export function together(levels: readonly Found[]): Found {
  const all: Found = { columns: [], rows: [], marks: [], notes: [], routes: [] };
  for (const { rows, marks, notes, routes } of levels) {
    const shifted = marks.map((mark): Mark => ({ ...mark, row: mark.row + all.rows.length }));
    all.marks.push(...shifted);
    all.rows.push(...rows);
    all.routes.push(...routes);
    all.notes.push(...notes.filter((note) => !all.notes.includes(note)));
  }
  return all;
}
