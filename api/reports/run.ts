import { goneParts } from "#warehouse";
import type { ReportContent, Slice } from "../contract.ts";
import { ProblemError } from "../problems.ts";
import { withoutGone } from "./check.ts";

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
