import { type GonePart, goneParts, picksStudents, refuseUnaskable } from "#warehouse";
import type { ReportContent, Slice } from "../contract.ts";
import { ProblemError } from "../problems.ts";

/**
 * Refuses what could never be run. What `before` named already and is gone since may stay: its owner sees it said and
 * takes it out when she likes. Throws what `refuseUnaskable` throws, and `invalid_request` where single students are picked.
 */
export function refuseContent({ slice }: ReportContent, before?: ReportContent): void {
  if (picksStudents(slice))
    throw new ProblemError(
      "invalid_request",
      "A report is kept for longer than the keys of single students: filter by school, group or absence instead.",
    );
  const known = before ? goneParts(before.slice) : [];
  const lasting = withoutGone(slice, known);
  if (lasting.measures.length > 0) refuseUnaskable(lasting);
}

/** A slice without these names. */
function withoutGone(slice: ReportContent["slice"], gone: GonePart[]): ReportContent["slice"] {
  const isThere = (part: GonePart["part"], key: string) =>
    !gone.some((one) => one.part === part && one.key === key);
  return {
    ...slice,
    measures: slice.measures.filter((key) => isThere("measures", key)),
    by: slice.by?.filter((key) => isThere("by", key)),
    where: slice.where?.filter(({ dimension }) => isThere("where", dimension)),
    computed: slice.computed?.filter(({ key }) => isThere("computed", key)),
    pivot: slice.pivot !== undefined && isThere("pivot", slice.pivot) ? slice.pivot : undefined,
    order: slice.order?.filter(({ column }) => isThere("order", column)),
  };
}

/**
 * The slice that a report asks now. A measure that is gone is left out and a note says so; without a filter or a
 * dimension the numbers would mean something else, so such a report is refused.
 */
export function runnable({ slice }: ReportContent): { slice: Slice; notes: string[] } {
  const gone = goneParts(slice);
  const needed = gone.find(({ part }) => part === "by" || part === "where");
  if (needed)
    throw new ProblemError(
      "unknown_dimension",
      `This report uses "${needed.key}", which no longer exists, so its numbers would mean something else: take it out and save the report.`,
    );
  const lasting = withoutGone(slice, gone);
  if (lasting.measures.length === 0)
    throw new ProblemError(
      "unknown_measure",
      "None of this report's measures exists any more: choose others and save the report.",
    );
  const missing = gone.filter(({ part }) => part === "measures").map(({ key }) => key);
  const notes = missing.map((key) => `The measure "${key}" no longer exists and is left out.`);
  return { slice: lasting, notes };
}
