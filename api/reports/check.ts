import { type GonePart, goneParts, picksStudents, refuseUnaskable } from "#warehouse";
import type { ReportContent } from "../contract.ts";
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
export function withoutGone(slice: ReportContent["slice"], gone: GonePart[]): ReportContent["slice"] {
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
